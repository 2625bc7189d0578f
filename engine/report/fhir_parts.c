/* The small parts of resources, and the writing of one into the bundle; see fhir_inside.h. FHIR's JSON has no null, no
 * empty text, list or object: what is not there is left out here, once. */
#include "report/fhir_inside.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

char *fhir_reference(char out[REFERENCE_BYTES], const char *type, const char *of, const char *part) {
    struct hash h;
    char hex[65];
    hash_init(&h);
    hash_add(&h, type, strlen(type) + 1);
    hash_add(&h, of, strlen(of) + 1);
    hash_add(&h, part, strlen(part) + 1);
    hash_hex(&h, hex);
    hex[12] = '8';                 /* RFC 9562: a UUID of our own making ... */
    hex[16] = "89ab"[hex[16] % 4]; /* ... of the usual variant */
    snprintf(out, REFERENCE_BYTES, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
    return out;
}

static const char *uuid_of(const char *reference) {
    return reference + strlen("urn:uuid:");
}

json_t *fhir_to(const char *reference) {
    return json_pack("{s:s}", "reference", reference);
}

json_t *fhir_coding(const char *system, const char *code, const char *display) {
    json_t *coding = json_pack("{s:s, s:s}", "system", system, "code", code);
    if (display != NULL)
        fhir_set(coding, "display", display);
    return coding;
}

json_t *fhir_concept(const char *system, const char *code, const char *display, const char *text) {
    json_t *concept = json_pack("{s:[o]}", "coding", fhir_coding(system, code, display));
    if (text != NULL)
        fhir_set(concept, "text", text);
    return concept;
}

char *fhir_computer_name(const char *letter, const char *id) {
    char *name = xprintf("%s_%s", letter, id);
    for (char *p = name; *p != '\0'; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9')))
            *p = '_';
    return name;
}

char *fhir_url(const struct fhir *f, const char *kind, const char *name) {
    return name != NULL ? xprintf("%s/%s/%s", f->base, kind, name) : xprintf("%s/%s", f->base, kind);
}

void fhir_code_seen(struct fhir *f, const char *system, const char *code, const char *display) {
    json_t *codes = json_object_get(f->codes, system);
    if (codes == NULL) {
        codes = json_object();
        json_object_set_new(f->codes, system, codes);
    }
    if (json_object_get(codes, code) == NULL)
        value_set_string(codes, code, display != NULL ? display : code);
}

json_t *fhir_own(struct fhir *f, const char *kind, const char *code, const char *text) {
    char *system = fhir_url(f, "CodeSystem", kind);
    json_t *concept = fhir_concept(system, code, NULL, text);
    fhir_code_seen(f, system, code, text);
    free(system);
    return concept;
}

char *fhir_string(const char *utf8) {
    char *clean = utf8_clean(utf8 != NULL ? utf8 : "", utf8 != NULL ? strlen(utf8) : 0);
    size_t from = strspn(clean, " \t\n"), length = strlen(clean);
    while (length > from && strchr(" \t\n", clean[length - 1]) != NULL)
        length--;
    memmove(clean, clean + from, length - from);
    clean[length - from] = '\0';
    if (clean[0] != '\0')
        return clean;
    free(clean);
    return NULL;
}

void fhir_set(json_t *object, const char *name, const char *utf8) {
    char *text = fhir_string(utf8);
    if (text != NULL)
        value_set_string(object, name, text);
    free(text);
}

/* Text in XHTML: the five characters that mean something there. */
static void add_escaped(struct text *out, const char *utf8) {
    for (const char *p = utf8; *p != '\0';) {
        size_t plain = strcspn(p, "&<>");
        text_add_bytes(out, p, plain);
        p += plain;
        if (*p != '\0')
            text_add(out, *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : "&gt;");
        p += *p != '\0';
    }
}

static json_t *narrative(const char *words) {
    char *clean = fhir_string(words);
    struct text div;
    text_init(&div);
    text_add(&div, "<div xmlns=\"http://www.w3.org/1999/xhtml\">");
    add_escaped(&div, clean != NULL ? clean : "-");
    text_add(&div, "</div>");
    json_t *made = json_pack("{s:s, s:s}", "status", "generated", "div", div.bytes);
    text_finish(&div);
    free(clean);
    return made;
}

json_t *fhir_resource(const char *type, const char *reference, const char *format, ...) {
    char words[512];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    return json_pack("{s:s, s:s, s:o}", "resourceType", type, "id", uuid_of(reference), "text", narrative(words));
}

void fhir_put(struct fhir *f, const char *reference, json_t *resource) {
    const size_t how = JSON_COMPACT | JSON_REAL_PRECISION(12);
    size_t bytes =
        json_dumpb(resource, f->line, f->line_bytes, how); /* many small writes would cost more than it all */
    if (bytes > f->line_bytes) {
        f->line_bytes = bytes * 2;
        f->line = xrealloc(f->line, f->line_bytes);
        bytes = json_dumpb(resource, f->line, f->line_bytes, how);
    }
    fprintf(f->out, "%s{\"fullUrl\":\"%s\",\"resource\":", f->first ? "\n" : ",\n", reference);
    fwrite(f->line, 1, bytes, f->out);
    fputc('}', f->out);
    f->first = false;
    json_decref(resource);
}

void fhir_put_of_session(struct fhir *f, const char *reference, json_t *resource) {
    json_array_append_new(f->targets, fhir_to(reference));
    fhir_put(f, reference, resource);
}

/* A code system of ours with the codes that this bundle uses. */
static void codes_put(struct fhir *f, const char *system, const json_t *codes) {
    char reference[REFERENCE_BYTES];
    const char *kind = strrchr(system, '/') + 1, *code, *from = system;
    json_t *display, *concepts = json_array();
    char *name = fhir_computer_name("C", kind);
    fhir_reference(reference, "CodeSystem", from, "");
    json_t *made = fhir_resource("CodeSystem", reference, "Codes of Balm: %s", kind);
    value_set_string(made, "url", system);
    value_set_string(made, "name", name);
    value_set_string(made, "status", "active");
    value_set_bool(made, "caseSensitive", true);
    value_set_string(made, "content", "fragment");
    json_object_foreach((json_t *)codes, code, display) {
        json_t *concept = json_pack("{s:s}", "code", code);
        fhir_set(concept, "display", json_string_value(display));
        json_array_append_new(concepts, concept);
    }
    json_object_set_new(made, "concept", concepts);
    fhir_put(f, reference, made);
    free(name);
}

void fhir_codes_put(struct fhir *f) {
    const char *system;
    json_t *codes;
    json_object_foreach(f->codes, system, codes) codes_put(f, system, codes);
}
