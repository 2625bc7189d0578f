/* Runs a fuzz target over files instead of libFuzzer: every file and every file of every folder named on the command
 * line, and the empty input. So seeds and past crashes are plain tests with any compiler. */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count_bytes);

static int run_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    uint8_t *bytes = NULL;
    size_t length = 0, got;
    do {
        uint8_t *more = realloc(bytes, length + 65536);
        if (more == NULL)
            abort();
        bytes = more;
        got = fread(bytes + length, 1, 65536, file);
        length += got;
    } while (got > 0);
    fclose(file);
    /* An exact copy, so that AddressSanitizer sees a read one byte too far. */
    uint8_t *exact = realloc(bytes, length != 0 ? length : 1);
    printf("%s: %zu bytes\n", path, length);
    fflush(stdout);
    LLVMFuzzerTestOneInput(exact != NULL ? exact : bytes, length);
    free(exact != NULL ? exact : bytes);
    return 0;
}

static int run_folder(const char *path) {
    DIR *dir = opendir(path);
    if (dir == NULL) {
        perror(path);
        return 1;
    }
    int failed = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char name[4096];
        struct stat info;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && stat(name, &info) == 0 && S_ISREG(info.st_mode))
            failed += run_file(name);
    }
    closedir(dir);
    return failed;
}

int main(int argc, char **argv) {
    static const uint8_t nothing[1];
    int failed = 0;
    LLVMFuzzerTestOneInput(nothing, 0);
    for (int i = 1; i < argc; i++) {
        struct stat info;
        bool is_folder = stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode);
        failed += is_folder ? run_folder(argv[i]) : run_file(argv[i]);
    }
    return failed != 0;
}
