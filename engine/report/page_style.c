/* The report's look, in the file itself: screen, narrow screen and paper. Colours are the design's light theme. Rows,
 * not one string: C promises no longer literals than 4095 bytes. */
#include "report/page.h"

#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const char *const style[] = {
    "@page{margin:11mm 14mm 14mm;@bottom-right{content:\"Page \" counter(page) \" of \" "
    "counter(pages);white-space:nowrap;"
    "font:12px Inter,\"Noto Sans\",sans-serif;color:#3E4D4A}}",
    "*{box-sizing:border-box}html{-webkit-print-color-adjust:exact;print-color-adjust:exact}",
    "body{margin:0;background:#F2F3EC;color:#1B2A29;font:15px/1.5 Inter,\"Noto Sans\",system-ui,sans-serif}",
    ".page{width:794px;min-height:1122px;margin:24px auto;padding:46px 52px 32px;background:#fff;display:flex;"
    "flex-direction:column;box-shadow:0 2px 18px rgba(20,40,36,.12)}.page.wide{width:1080px;max-width:100%}",
    "h1,h2,.brand{font-family:\"Gentium Plus\",\"Noto Serif\",Georgia,serif;line-height:1.2;margin:0}",
    "h1{font-size:30px;margin-top:8px}h2{font-size:21px;margin-top:22px}h3{font-size:15px;margin:10px 0 0}",
    "h1,h2,h3,td,th,p,summary{overflow-wrap:break-word}dd,li,bdi,.own,.tr th,tbody th{overflow-wrap:anywhere}",
    ".brand{font-size:19px;font-weight:700}p{margin:6px 0 0}.mut{color:#3E4D4A}",
    "header{display:flex;justify-content:space-between;align-items:flex-start;gap:24px;"
    "border-bottom:2px solid #1C5A54;padding-bottom:16px}",
    "header>div{flex:none}header dl{min-width:0}header "
    "svg{width:30px;height:30px;vertical-align:-7px;margin-right:8px;display:inline-block}",
    "header dl{display:grid;grid-template-columns:auto auto;gap:1px 14px;margin:0;font-size:14px}"
    "header dt{color:#3E4D4A}header dd{margin:0;font-weight:600}",
    ".alert{border:2px solid #8C2B2B;background:#F6DFDA;border-radius:12px;padding:12px 18px 14px;margin-top:16px;"
    "flex:1 1 300px;min-width:0}.alerts{display:flex;flex-wrap:wrap;gap:0 14px}.alert.whole{flex-basis:100%}",
    ".alert.look{border-color:#6A4300;background:#F7E8C6}.alert h2{margin:0;font-size:19px}",
    ".alert h2 svg{display:inline-block;width:20px;height:20px;vertical-align:-3px;margin-right:8px}",
    ".alert ul{list-style:none;margin:0;padding:0}.alert li{margin-top:8px}.alert li span{display:block;"
    "font-size:14px}.quiet{margin-top:14px;color:#3E4D4A;font-size:14px}",
    ".sum{font-size:17px;line-height:1.5;margin-top:18px}",
    ".facts{display:grid;grid-template-columns:repeat(3,1fr);gap:14px;margin-top:16px}",
    ".fact{border:1px solid #D3D9CE;border-radius:12px;padding:12px 16px}",
    ".fact b{font:700 30px/1.15 \"Gentium Plus\",\"Noto Serif\",Georgia,serif;display:block}"
    ".fact span{display:block;font-size:14px}",
    ".fact .tag{display:inline-block;background:#E6EAE0;border-radius:99px;padding:1px 10px;font-weight:600;"
    "margin-top:6px}.fact .tag.better{background:#DAEADB}",
    "svg{display:block;width:100%;height:auto}svg text{font:13px Inter,\"Noto Sans\",system-ui,sans-serif}"
    "svg text[font-weight=\"600\"]{font-weight:600}.small svg{margin-top:6px;overflow:visible}",
    "table{width:100%;border-collapse:collapse;margin-top:10px;font-size:14px}"
    "caption{position:absolute;left:-9999px}",
    "th{text-align:left;font-weight:600}thead th{color:#3E4D4A;border-bottom:1px solid #6B7A74;padding:6px 8px;"
    "vertical-align:bottom}",
    "td,tbody th{padding:5px 8px;border-bottom:1px solid #D3D9CE;vertical-align:middle}",
    ".num{text-align:right;white-space:nowrap}small{font-weight:400;color:#3E4D4A;font-size:inherit}",
    ".prog{display:flex;align-items:center;gap:12px;white-space:nowrap}.bar{width:100px;flex:none}",
    ".cal td,.cal thead th{text-align:center}.cal thead th:first-child{text-align:left}"
    ".cal tbody th{font-weight:500;white-space:nowrap}.cal td{padding:5px 3px;height:32px}"
    ".cal td.num,.cal th.num{text-align:right;padding-right:8px}",
    ".cal td.did{background:#D8E8E1;color:#12403B;font-weight:600;border:2px solid #fff;border-radius:8px}",
    ".key{font-size:13px;margin-top:8px;color:#3E4D4A}.key i{display:inline-block;width:15px;height:15px;"
    "border-radius:4px;background:#D8E8E1;vertical-align:-3px;margin-right:5px;border:1px solid #1C5A54}",
    ".key .open,.key .full{border-radius:50%;width:12px;height:12px;background:#fff;border:2px solid #1C5A54;"
    "vertical-align:-2px;margin-left:10px}.key .full{background:#1C5A54}.key .open:first-child{margin-left:0}",
    ".two{display:grid;grid-template-columns:1fr 1fr;gap:4px 28px}.two>*{min-width:0}",
    "details{margin-top:6px;font-size:14px}summary{cursor:pointer;color:#1C5A54;font-weight:600;min-height:24px}"
    ":focus-visible{outline:3px solid #1747C8;outline-offset:2px}",
    "figure{margin:12px 0 0;padding:2px 0 2px 16px;border-left:4px solid #E3A93C}figcaption{font-size:13px;"
    "color:#3E4D4A}blockquote{margin:0;font:17px/1.4 \"Gentium Plus\",\"Noto Serif\",Georgia,serif;"
    "overflow-wrap:anywhere}",
    ".tr{margin-top:14px}.tr th{width:230px;font-weight:600}.tr thead th{color:#1B2A29}"
    "tbody th{min-width:8em}.cal tbody th{min-width:0}",
    ".tr td.own{font:16px/1.4 \"Gentium Plus\",\"Noto Serif\",Georgia,serif;border-left:4px solid #E3A93C;"
    "padding-left:14px}.tr ul{margin:0;padding-left:20px}",
    ".visit{border:2px solid #E3A93C;border-radius:12px;padding:12px 18px 14px;margin-top:16px}.visit h2{margin:0;"
    "font-size:19px}.visit ol{margin:2px 0 0;padding-left:22px}.visit .own{margin:2px 0 0;font:17px/1.4 \"Gentium "
    "Plus\",\"Noto Serif\",Georgia,serif}",
    ".note{font-size:12.5px;color:#3E4D4A;margin-top:auto;padding-top:14px}",
    ".page>footer{display:flex;justify-content:space-between;font-size:13px;color:#3E4D4A;"
    "border-top:1px solid #D3D9CE;padding-top:10px;margin-top:14px}",
    ".nowrap{white-space:nowrap}.word{display:inline-block;white-space:nowrap;border-radius:99px;padding:0 "
    "9px;font-weight:600;"
    "background:#E6EAE0}.word.urgent{background:#F6DFDA;color:#8C2B2B}.word.look{background:#F7E8C6;color:#6A4300}",
    "@media print{body{background:#fff;font-size:12.5px;line-height:1.35}.page,.page.wide{display:block;margin:0;"
    "padding:0;width:auto;min-height:0;box-shadow:none}.page>footer{display:none}header{"
    "padding-bottom:8px}header dl{font-size:12.5px}",
    "h1{font-size:23px;margin-top:2px}h2{font-size:16px;margin-top:8px}.chart svg{max-width:520px}.sum{"
    "font-size:13.5px;line-height:1.4;margin-top:8px}.facts{margin-top:8px}.fact{padding:5px 14px 7px}.fact b{"
    "font-size:22px}.fact span,.quiet{font-size:12.5px}.fact .tag{margin-top:2px}",
    ".alert{margin-top:8px;padding:6px 12px 8px}.alert h2{font-size:15px}.alert li{margin-top:3px}.alert li span{"
    "font-size:12px}table{font-size:12px;margin-top:3px}.cal td{height:21px;padding:1px}td,tbody th{"
    "padding:2px 6px}thead th{padding:3px 6px}.note{padding-top:5px;font-size:11px}",
    "figure{margin-top:5px;padding-top:0;padding-bottom:0}figcaption{font-size:11.5px}blockquote{"
    "font-size:13.5px;line-height:1.3}",
    "tr,svg,figure,.fact,.alert li,.small,.facts,.chart{break-inside:avoid}h2,h3,thead{break-after:avoid}details,"
    ".newest tr:nth-child(n+5){display:none}.cal,.chart{break-inside:avoid}.tr{margin-top:6px}.tr "
    "th{width:46%;font-size:11.5px}.tr td.own{font-size:13.5px;line-height:1.3}",
    ".ratings{grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:0 16px}.small "
    "h3{margin-top:3px;font-size:12px}.small svg{"
    "margin-top:2px;max-width:230px}.small svg text{font-size:18px}.key{font-size:11.5px;margin-top:3px}.small "
    ".key{font-size:11px}}",
    "@media screen and (max-width:830px){header{flex-wrap:wrap;gap:12px}.page,.page.wide{width:auto;margin:0;"
    "min-height:0;padding:24px 20px;box-shadow:none}.page>footer{flex-wrap:wrap}.scroll{overflow-x:auto}"
    ".scroll>svg{min-width:560px}.scroll>table{min-width:520px}.facts,.two{grid-template-columns:1fr}",
    ".tr,.tr thead,.tr tbody,.tr tr,.tr th,.tr td{display:block;width:auto}.tr tbody th{border:0;"
    "padding-bottom:0}}",
};

static bool turns_direction(uint32_t c) {
    return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Text inside a CSS string: all but ASCII letters and digits by number, so that nothing ends the string or the style.
 */
static void css_text(FILE *out, const char *utf8) {
    size_t at = 0, end = strlen(utf8);
    while (at < end) {
        uint32_t c = utf8_next(utf8, end, &at);
        if (turns_direction(c))
            continue;
        if (c < 128 && isalnum((int)c))
            fputc((int)c, out);
        else
            fprintf(out, "\\%x ", c < 32 ? 0x20u : (unsigned)c);
    }
}

void page_style(FILE *out, const char *foot) {
    fputs("<style>\n", out);
    for (size_t i = 0; i < sizeof style / sizeof *style; i++)
        fprintf(out, "%s\n", style[i]);
    fputs("@page{@bottom-left{content:\"", out);
    css_text(out, foot);
    fputs("\";font:12px Inter,\"Noto Sans\",sans-serif;color:#3E4D4A}}\n</style>", out);
}
