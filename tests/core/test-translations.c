/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fecho-catalog.h"
#include "fecho-close-code.h"
#include "fecho-terms.h"

#define N_LANGS 3

/* The same in every language. */
static const char *const names_and_acronyms[] = {
  "DNS", "Fecho", "HTTP", "Normal", "Proxy", "TCP", "TLS", NULL
};

static const struct
{
  const char *lang;
  const char *same[3];          /* other words that stay as they are in English */
} languages[N_LANGS] = {
  { "pt_BR", { "Online", NULL } },
  { "pt_PT", { NULL } },
  { "es", { "No", NULL } },
};

/* What is being checked now. */
static FechoCatalog *catalog;
static gsize language;

static gboolean
may_be_same (const char *text)
{
  return g_strv_contains (names_and_acronyms, text) ||
         g_strv_contains (languages[language].same, text);
}

static void
check_text (const char *text)
{
  const char *translation = fecho_catalog_get (catalog, text);

  g_test_message ("“%s”: “%s”", text, translation);
  g_assert_cmpint (g_str_equal (text, translation), ==, may_be_same (text));
  g_assert_cmpint (g_str_has_suffix (translation, "."), ==, g_str_has_suffix (text, "."));
  g_assert_null (strchr (translation, '!'));
}

static void
check_list (const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    check_text (texts[i]);
}

static void
check_codes (void)
{
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  for (gsize i = 0; i < n_codes; i++)
    {
      check_text (table[i].name);
      check_text (table[i].summary);
      check_text (table[i].description);
      check_text (table[i].source);
      check_list (table[i].causes);
      check_list (table[i].advice);
    }
}

static void
check_classes (void)
{
  for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
    check_text (fecho_close_class_get_label (i));
}

static void
check_senders (void)
{
  for (guint i = 0; i <= FECHO_SENDERS_LOCAL; i++)
    check_text (fecho_senders_get_label (i));
}

static void
check_reconnects (void)
{
  for (guint i = 0; i <= FECHO_RECONNECT_DEPENDS; i++)
    check_text (fecho_reconnect_get_label (i));
}

static void
check_stages (void)
{
  for (guint i = 0; i <= FECHO_STAGE_CLOSING; i++)
    check_text (fecho_stage_get_label (i));
}

static void
check_closers (void)
{
  for (guint i = 0; i <= FECHO_CLOSED_BY_NOBODY; i++)
    check_text (fecho_closed_by_get_label (i));
}

static void
check_networks (void)
{
  for (guint i = 0; i <= FECHO_NETWORK_CAPTIVE; i++)
    check_text (fecho_network_get_label (i));
}

static void
check_origins (void)
{
  for (guint i = 0; i <= FECHO_ORIGIN_THIS_COMPUTER; i++)
    check_text (fecho_origin_get_label (i));
}

static void
check_causes (void)
{
  g_autoptr(GHashTable) translations = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < FECHO_N_CAUSES; i++)
    {
      const char *label = fecho_cause_get_label (i);

      check_text (label);
      g_assert_true (g_hash_table_add (translations, (char *)fecho_catalog_get (catalog, label)));
    }
}

/* The names are fixed: documentation and screenshots use them. */
static void
check_names (void)
{
  static const struct
  {
    guint16 code;
    const char *names[N_LANGS];
  } codes[] = {
    { 1000, { "Fechamento normal", "Fecho normal", "Cierre normal" } },
    { 1001, { "Saindo", "De saída", "Saliendo" } },
    { 1002, { "Erro de protocolo", "Erro de protocolo", "Error de protocolo" } },
    { 1003,
      { "Tipo de dado não aceito", "Tipo de dados não aceite", "Tipo de datos no aceptado" } },
    { 1004, { "Reservado", "Reservado", "Reservado" } },
    { 1005, { "Nenhum código recebido", "Nenhum código recebido", "Ningún código recibido" } },
    { 1006, { "Fechamento anormal", "Fecho anormal", "Cierre anormal" } },
    { 1007, { "Conteúdo inválido", "Conteúdo inválido", "Contenido no válido" } },
    { 1008, { "Violação de política", "Violação de política", "Infracción de la política" } },
    { 1009,
      { "Mensagem grande demais", "Mensagem demasiado grande", "Mensaje demasiado grande" } },
    { 1010,
      { "Extensão obrigatória ausente", "Extensão obrigatória em falta",
        "Falta una extensión obligatoria" } },
    { 1011, { "Erro interno", "Erro interno", "Error interno" } },
    { 1012, { "Reinício do serviço", "Reinício do serviço", "Reinicio del servicio" } },
    { 1013,
      { "Tente novamente mais tarde", "Tentar de novo mais tarde",
        "Intentar de nuevo más tarde" } },
    { 1014,
      { "Gateway recebeu resposta inválida", "Gateway sem resposta válida",
        "Pasarela sin respuesta válida" } },
    { 1015,
      { "Falha na negociação TLS", "Falha na negociação TLS", "Falló la negociación TLS" } },
    { 1016,
      { "Reservados ao protocolo", "Reservados para o protocolo",
        "Reservados para el protocolo" } },
    { 3000, { "Não autorizado", "Não autorizado", "No autorizado" } },
    { 3001,
      { "Bibliotecas e frameworks", "Bibliotecas e frameworks", "Bibliotecas y frameworks" } },
    { 3003, { "Acesso proibido", "Acesso proibido", "Acceso prohibido" } },
    { 3008, { "Tempo esgotado", "Tempo esgotado", "Tiempo agotado" } },
    { 4000,
      { "Uso livre pelas aplicações", "Uso livre pelas aplicações",
        "Uso libre por las aplicaciones" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const char *name = fecho_close_code_lookup (codes[i].code)->name;

      g_assert_cmpstr (fecho_catalog_get (catalog, name), ==, codes[i].names[language]);
    }
}

/* One and many, where Brazil alone says nothing as one. */
static void
check_plurals (void)
{
  static const char *const drops[N_LANGS][2] = {
    { "%u queda", "%u quedas" }, { "%u queda", "%u quedas" }, { "%u caída", "%u caídas" },
  };
  static const guint none[N_LANGS] = { 0, 1, 1 };

  for (guint n = 0; n < 3; n++)
    {
      const char *text = fecho_catalog_get_plural (catalog, "%u drop", "%u drops", n);

      g_assert_cmpstr (text, ==, drops[language][n == 0 ? none[language] : n > 1]);
    }
}

/* In every language that is shipped, so that none is forgotten here. */
static void
test_shipped (void)
{
  g_auto(GStrv) shipped = fecho_catalog_list_langs ();

  g_assert_cmpuint (g_strv_length (shipped), ==, N_LANGS + 1);
  for (gsize i = 0; i < N_LANGS; i++)
    g_assert_true (g_strv_contains ((const char *const *)shipped, languages[i].lang));
}

static void
test_in_language (gconstpointer data)
{
  void (*const checks[]) (void) = {
    check_codes, check_classes, check_senders, check_reconnects, check_stages, check_closers,
    check_networks, check_origins, check_causes, check_names, check_plurals,
  };
  g_autoptr(GError) error = NULL;

  language = GPOINTER_TO_SIZE (data);
  catalog = fecho_catalog_new (languages[language].lang, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i]();

  g_clear_pointer (&catalog, fecho_catalog_unref);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/translations/shipped", test_shipped);
  for (gsize i = 0; i < N_LANGS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/translations/%s", languages[i].lang);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_in_language);
    }

  return g_test_run ();
}
