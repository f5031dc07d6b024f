/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-code.h"

#include <glib/gi18n-lib.h>

#include "fecho-close-code-table.h"
#include "fecho-term-table.h"

static const FechoTerm classes[] = {
  /* Translators: a class of close codes. */
  [FECHO_CLOSE_CLASS_NORMAL] = { "normal", N_("Normal") },
  /* Translators: a class of close codes: errors of the protocol. */
  [FECHO_CLOSE_CLASS_PROTOCOL] = { "protocol", N_("Protocol") },
  /* Translators: a class of close codes: a rule was not met. */
  [FECHO_CLOSE_CLASS_POLICY] = { "policy", N_("Policy") },
  [FECHO_CLOSE_CLASS_SERVER] = { "server", N_("Server") },
  /* Translators: a class of close codes: lost without a goodbye. */
  [FECHO_CLOSE_CLASS_ABNORMAL] = { "abnormal", N_("Abnormal") },
  /* Translators: a class of close codes: of libraries. */
  [FECHO_CLOSE_CLASS_LIBRARY] = { "library", N_("Library") },
  /* Translators: a class of close codes: of applications. */
  [FECHO_CLOSE_CLASS_APPLICATION] = { "application", N_("Application") },
  /* Translators: a class of close codes: numbers nobody may send. */
  [FECHO_CLOSE_CLASS_INVALID] = { "invalid", N_("Invalid") },
};

static const FechoTerm senders_terms[] = {
  /* Translators: may send this close code. */
  [FECHO_SENDERS_NOBODY] = { "nobody", N_("Nobody") },
  [FECHO_SENDERS_NOBODY_YET] = { "nobody_yet", N_("Nobody yet") },
  [FECHO_SENDERS_BOTH] = { "both", N_("Both sides") },
  [FECHO_SENDERS_CLIENT] = { "client", N_("Only the client") },
  [FECHO_SENDERS_SERVER] = { "server", N_("Only the server") },
  [FECHO_SENDERS_SERVER_OR_GATEWAY] = { "server_or_gateway", N_("Server or gateway") },
  [FECHO_SENDERS_LOCAL] = { "local", N_("Nobody: local use only") },
};

static const FechoTerm reconnects[] = {
  /* Translators: it makes sense to reconnect. */
  [FECHO_RECONNECT_YES] = { "yes", N_("Yes") },
  [FECHO_RECONNECT_BACKOFF] = { "backoff", N_("Yes, with a growing wait") },
  [FECHO_RECONNECT_SPREAD] = { "spread", N_("Yes, after a random wait") },
  [FECHO_RECONNECT_AFTER_FIX] = { "after_fix", N_("Only after something is changed") },
  /* Translators: it makes no sense to reconnect. */
  [FECHO_RECONNECT_NO] = { "no", N_("No") },
  [FECHO_RECONNECT_DEPENDS] = { "depends", N_("The application decides") },
};

/* No number above has a row of its own. */
#define N_INDEXED 5000

G_STATIC_ASSERT (G_N_ELEMENTS (classes) == FECHO_N_CLOSE_CLASSES);
G_STATIC_ASSERT (G_N_ELEMENTS (senders_terms) == FECHO_SENDERS_LOCAL + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (reconnects) == FECHO_RECONNECT_DEPENDS + 1);

const FechoCloseCode *
fecho_close_code_get_table (gsize *ret_n_codes)
{
  g_return_val_if_fail (ret_n_codes != NULL, NULL);

  *ret_n_codes = fecho_n_close_codes;

  return fecho_close_code_table;
}

static guint
find_row (guint code)
{
  for (guint i = 0; i < fecho_n_close_codes; i++)
    {
      if (code >= fecho_close_code_table[i].first && code <= fecho_close_code_table[i].last)
        return i;
    }

  /* The rows cover every number. */
  g_assert_not_reached ();
}

const FechoCloseCode *
fecho_close_code_lookup (guint16 code)
{
  /* Asked for each marker of a chart. */
  static guint8 rows[N_INDEXED];
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < N_INDEXED; i++)
        rows[i] = (guint8)find_row (i);
      g_once_init_leave (&filled, 1);
    }

  return &fecho_close_code_table[code < N_INDEXED ? rows[code] : find_row (code)];
}

FechoCloseClass
fecho_close_code_get_class (guint16 code)
{
  return fecho_close_code_lookup (code)->klass;
}

gboolean
fecho_close_code_is_on_wire (guint16 code)
{
  return fecho_close_code_lookup (code)->on_wire;
}

gboolean
fecho_close_code_is_in_close (guint16 code)
{
  return fecho_close_code_lookup (code)->in_close;
}

const char *
fecho_close_class_to_string (FechoCloseClass klass)
{
  g_return_val_if_fail (klass < G_N_ELEMENTS (classes), NULL);

  return classes[klass].word;
}

gboolean
fecho_close_class_from_string (const char      *string,
                               FechoCloseClass *ret_class)
{
  guint number;

  if (!fecho_term_find (classes, G_N_ELEMENTS (classes), string, &number))
    return FALSE;

  *ret_class = number;

  return TRUE;
}

const char *
fecho_close_class_get_label (FechoCloseClass klass)
{
  g_return_val_if_fail (klass < G_N_ELEMENTS (classes), NULL);

  return classes[klass].label;
}

const char *
fecho_senders_to_string (FechoSenders senders)
{
  g_return_val_if_fail (senders < G_N_ELEMENTS (senders_terms), NULL);

  return senders_terms[senders].word;
}

const char *
fecho_senders_get_label (FechoSenders senders)
{
  g_return_val_if_fail (senders < G_N_ELEMENTS (senders_terms), NULL);

  return senders_terms[senders].label;
}

const char *
fecho_reconnect_to_string (FechoReconnect reconnect)
{
  g_return_val_if_fail (reconnect < G_N_ELEMENTS (reconnects), NULL);

  return reconnects[reconnect].word;
}

const char *
fecho_reconnect_get_label (FechoReconnect reconnect)
{
  g_return_val_if_fail (reconnect < G_N_ELEMENTS (reconnects), NULL);

  return reconnects[reconnect].label;
}
