/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-safe-text.h"

#include <string.h>

#include "hostile-texts.h"

static void
test_line (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const HostileText *hostile = &hostile_texts[i];
      g_autofree char *line = fecho_safe_text_line (hostile->text);

      g_test_message ("%s", hostile->name);
      g_assert_cmpstr (line, ==, hostile->line != NULL ? hostile->line : hostile->text);
      g_assert_false (has_acting_character (line));
    }
}

/* The blocks that hold the controls, one character at a time. */
static void
test_line_of_every_control (void)
{
  for (gunichar c = 1; c < 0x3000; c++)
    {
      char text[8] = { 0 };
      g_autofree char *line = NULL;

      g_unichar_to_utf8 (c, text);
      line = fecho_safe_text_line (text);
      g_assert_false (has_acting_character (line));
    }
}

static void
test_line_of_no_utf8 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_bytes); i++)
    {
      g_autofree char *line = fecho_safe_text_line (hostile_bytes[i]);

      g_assert_true (g_utf8_validate (line, -1, NULL));
      g_assert_nonnull (strstr (line, REPLACEMENT));
    }
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 n_bytes,
         gpointer              user_data,
         GError              **error)
{
  g_string_append_len (user_data, text, n_bytes);
}

/* Reads markup back as Pango would; fails where it holds an element. */
static char *
read_markup (const char *markup)
{
  static const GMarkupParser parser = { .text = text_cb };
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_autofree char *document = g_strconcat ("<markup>", markup, "</markup>", NULL);
  g_autoptr(GError) error = NULL;

  g_markup_parse_context_parse (context, document, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_null (strchr (markup, '<'));

  return g_strdup (text->str);
}

static void
test_markup (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autofree char *markup = fecho_safe_text_markup (hostile_texts[i].text);
      g_autofree char *line = fecho_safe_text_line (hostile_texts[i].text);
      g_autofree char *shown = read_markup (markup);

      g_test_message ("%s", hostile_texts[i].name);
      g_assert_cmpstr (shown, ==, line);
    }
}

static void
test_html (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autofree char *html = fecho_safe_text_html (hostile_texts[i].text);

      g_test_message ("%s", hostile_texts[i].name);
      g_assert_null (strpbrk (html, "<>\"'"));
      g_assert_false (has_acting_character (html));
    }
}

static void
test_html_of_the_five (void)
{
  g_autofree char *html = fecho_safe_text_html ("<a href='x'>\"&\"</a>");

  g_assert_cmpstr (html, ==, "&lt;a href=&apos;x&apos;&gt;&quot;&amp;&quot;&lt;/a&gt;");
}

/* -- CSV */

/* One field of RFC 4180 as a reader takes it. */
static char *
read_field (const char *field)
{
  GString *text = g_string_new (NULL);

  if (*field != '"')
    {
      g_assert_null (strpbrk (field, "\",\r\n"));
      g_string_append (text, field);
      return g_string_free (text, FALSE);
    }

  for (field++; *field != '"' || field[1] == '"'; field++)
    {
      g_assert_cmpint (*field, !=, '\0');
      if (*field == '"')
        field++;
      g_string_append_c (text, *field);
    }
  g_assert_cmpstr (field, ==, "\"");

  return g_string_free (text, FALSE);
}

static void
test_csv_raw (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autofree char *field = fecho_safe_text_csv (hostile_texts[i].text, TRUE);
      g_autofree char *text = read_field (field);

      g_test_message ("%s", hostile_texts[i].name);
      g_assert_cmpstr (text, ==, hostile_texts[i].text);
    }
}

/* The apostrophe is all that is added, and only where a spreadsheet would calculate. */
static void
test_csv_formulas (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *hostile = hostile_texts[i].text;
      g_autofree char *field = fecho_safe_text_csv (hostile, FALSE);
      g_autofree char *text = read_field (field);

      g_test_message ("%s", hostile_texts[i].name);
      g_assert_true (*text == '\0' || strchr ("=+-@\t\r", *text) == NULL);
      g_assert_cmpstr (*text == '\'' && *hostile != '\'' ? text + 1 : text, ==, hostile);
    }
}

static void
test_csv_quotes (void)
{
  static const struct
  {
    const char *text;
    const char *field;
  } cases[] = {
    { "", "" },
    { "plain text", "plain text" },
    { "a,b", "\"a,b\"" },
    { "a\"b", "\"a\"\"b\"" },
    { "a\nb", "\"a\nb\"" },
    { " a", "\" a\"" },
    { "a;b", "\"a;b\"" },
    { "=1", "'=1" },
    { "=1,2", "\"'=1,2\"" },
    { "\t=1", "\"'\t=1\"" },
    { "'=1", "'=1" },
    { "1=1", "1=1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = fecho_safe_text_csv (cases[i].text, FALSE);

      g_assert_cmpstr (field, ==, cases[i].field);
    }
}

static void
test_csv_of_no_utf8 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_bytes); i++)
    {
      g_autofree char *field = fecho_safe_text_csv (hostile_bytes[i], FALSE);

      g_assert_true (g_utf8_validate (field, -1, NULL));
    }
}

/* -- secrets */

static void
test_secret_names (void)
{
  static const char *const secret[] = {
    "token", "access_token", "X-Auth-Token", "Authorization", "Proxy-Authorization", "Cookie",
    "Set-Cookie", "key", "api_key", "apikey", "APIKEY", "X-Api-Key", "apiKey", "accessKey",
    "client_secret", "password", "pwd", "sid", "sessionId", "sig", "X-Amz-Signature", "jwt",
    "X-Amz-Credential", "auth", "ticket", "user-pass", "PIN",
  };
  static const char *const open[] = {
    "Server", "Via", "Retry-After", "Origin", "User-Agent", "channel", "monkey", "keyword",
    "Accept-Language", "symbol", "v", "", "ping", "design", "inside", "compass",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    {
      g_test_message ("%s", secret[i]);
      g_assert_true (fecho_safe_text_is_secret_name (secret[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_test_message ("%s", open[i]);
      g_assert_false (fecho_safe_text_is_secret_name (open[i]));
    }
}

static void
test_redact_url (void)
{
  static const struct
  {
    const char *url;
    const char *redacted;
  } cases[] = {
    { "wss://a.example/x?v=2", "wss://a.example/x?v=2" },
    { "wss://a.example/x?token=abc&v=2", "wss://a.example/x?token=${token}&v=2" },
    { "wss://a.example/?v=2&api_key=k1", "wss://a.example/?v=2&api_key=${api_key}" },
    { "wss://a.example/?a=1;token=x", "wss://a.example/?a=1;token=${token}" },
    { "wss://a.example/?token=a;b?c=d", "wss://a.example/?token=${token}" },
    { "wss://a.example/?tok%65n=abc", "wss://a.example/?tok%65n=${tok%65n}" },
    { "wss://a.example/?token=", "wss://a.example/?token=" },
    { "wss://a.example/?token=${MY_TOKEN}", "wss://a.example/?token=${MY_TOKEN}" },
    { "wss://a.example/?token=${a}b}", "wss://a.example/?token=${token}" },
    { "wss://a.example/?token", "wss://a.example/?token" },
    { "wss://me:pw@a.example/", "wss://${user}:${password}@a.example/" },
    { "wss://me@a.example:8443/", "wss://${user}@a.example:8443/" },
    { "wss://me:p@w@a.example/", "wss://${user}:${password}@a.example/" },
    { "wss://a.example/@x?y=@", "wss://a.example/@x?y=@" },
    { "wss://a.example/#access_token=abc", "wss://a.example/#access_token=${access_token}" },
    { "me:pw@host", "${user}:${password}@host" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = fecho_safe_text_redact_url (cases[i].url);
      g_autofree char *again = fecho_safe_text_redact_url (redacted);

      g_assert_cmpstr (redacted, ==, cases[i].redacted);
      g_assert_cmpstr (again, ==, redacted);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/safe-text/line", test_line);
  g_test_add_func ("/core/safe-text/line-of-every-control", test_line_of_every_control);
  g_test_add_func ("/core/safe-text/line-of-no-utf8", test_line_of_no_utf8);
  g_test_add_func ("/core/safe-text/markup", test_markup);
  g_test_add_func ("/core/safe-text/html", test_html);
  g_test_add_func ("/core/safe-text/html-of-the-five", test_html_of_the_five);
  g_test_add_func ("/core/safe-text/csv-raw", test_csv_raw);
  g_test_add_func ("/core/safe-text/csv-formulas", test_csv_formulas);
  g_test_add_func ("/core/safe-text/csv-quotes", test_csv_quotes);
  g_test_add_func ("/core/safe-text/csv-of-no-utf8", test_csv_of_no_utf8);
  g_test_add_func ("/core/safe-text/secret-names", test_secret_names);
  g_test_add_func ("/core/safe-text/redact-url", test_redact_url);

  return g_test_run ();
}
