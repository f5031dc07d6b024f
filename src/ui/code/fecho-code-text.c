/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-text.h"

#include <string.h>

#include <glib/gi18n.h>

#include "fecho-close-facts.h"
#include "fecho-format.h"

char *
fecho_code_text_origin (FechoCodeItem *item)
{
  const FechoCloseMeaning *meaning = fecho_code_item_get_meaning (item);
  const FechoCloseCode *standard = fecho_code_item_get_standard (item);
  const char *klass = _(fecho_close_class_get_label (meaning->klass));

  if (meaning->dictionary != NULL)
    /* Translators: the name of an application, and a class of codes like “Policy”. */
    return g_strdup_printf (_("By the dictionary “%s” · class %s"), meaning->dictionary, klass);
  if (standard->registered_name != NULL)
    /* Translators: an English name, and a class of codes like “Abnormal”. */
    return g_strdup_printf (_("Registered name: %s · class %s"), standard->registered_name, klass);

  /* Translators: %s is a class of codes like “Application”. */
  return g_strdup_printf (_("Class %s"), klass);
}

const char *
fecho_code_text_beside (FechoCodeItem *item)
{
  const FechoCloseMeaning *meaning = fecho_code_item_get_meaning (item);

  return meaning->dictionary != NULL ? meaning->dictionary : meaning->registered_name;
}

char *
fecho_code_text_counts (FechoCodeItem *item)
{
  guint64 n_closes = fecho_code_item_get_n_closes (item);
  guint64 n_attempts = fecho_code_item_get_n_attempts (item);
  g_autofree char *closes = fecho_format_count (n_closes);
  g_autofree char *attempts = fecho_format_count (n_attempts);
  g_autofree char *closes_text = NULL;
  g_autofree char *attempts_text = NULL;

  /* Translators: %s is a number. */
  closes_text = g_strdup_printf (ngettext ("%s close", "%s closes", n_closes), closes);
  if (n_attempts == 0)
    return g_steal_pointer (&closes_text);

  /* Translators: %s is a number. */
  attempts_text = g_strdup_printf (ngettext ("%s failed attempt", "%s failed attempts",
                                             n_attempts), attempts);

  /* Translators: "58 closes and 17 failed attempts". */
  return g_strdup_printf (_("%s and %s"), closes_text, attempts_text);
}

char *
fecho_code_text_spoken (FechoCodeItem *item)
{
  const FechoCloseMeaning *meaning = fecho_code_item_get_meaning (item);
  g_autofree char *code = fecho_code_item_dup_label (item);
  g_autofree char *rest = meaning->dictionary != NULL ? g_strdup (meaning->dictionary)
                          : fecho_code_text_counts (item);

  /* Translators: a close code or a range of them, its name, and how often it came or which
   * application defines it: "1006, Abnormal Closure: 58 closes". */
  return g_strdup_printf (_("%s, %s: %s"), code, meaning->name, rest);
}

char *
fecho_code_text_source_uri (const char *source)
{
  static const char rfc[] = "RFC 6455, section ";

  if (source == NULL)
    return NULL;
  if (g_str_has_prefix (source, "https://"))
    return g_strdup (source);
  if (g_str_has_prefix (source, "IANA"))
    return g_strdup ("https://www.iana.org/assignments/websocket/websocket.xhtml");
  if (g_str_has_prefix (source, rfc))
    {
      const char *section = source + strlen (rfc);
      g_autofree char *number = g_strndup (section, strspn (section, "0123456789."));

      return g_strdup_printf ("https://www.rfc-editor.org/rfc/rfc6455#section-%s", number);
    }

  return NULL;
}

/* The texts of the registry tell where by their msgid. */
static void
add_source (GPtrArray     *facts,
            FechoCodeItem *item)
{
  const FechoCloseMeaning *meaning = fecho_code_item_get_meaning (item);
  const FechoCloseCode *standard = fecho_code_item_get_standard (item);
  const char *source = meaning->dictionary != NULL ? meaning->source : standard->source;

  if (source != NULL)
    fecho_close_facts_take_link (facts, C_("code", "Defined in"), g_strdup (meaning->source),
                                 fecho_code_text_source_uri (source));
}

GPtrArray *
fecho_code_text_facts (FechoCodeItem *item,
                       const char    *period)
{
  const FechoCloseMeaning *meaning = fecho_code_item_get_meaning (item);
  const FechoCloseCode *standard = fecho_code_item_get_standard (item);
  GPtrArray *facts = fecho_close_facts_new ();

  fecho_close_facts_take (facts, C_("code", "Who may send"),
                          g_strdup (_(fecho_senders_get_label (standard->senders))));
  fecho_close_facts_take (facts, C_("code", "On the wire"),
                          g_strdup (standard->on_wire ? _("Allowed in Close frames")
                                    : _("Never in Close frames")));
  fecho_close_facts_take (facts, C_("code", "In close()"),
                          /* Translators: a close code in close(). */
                          g_strdup (standard->in_close ? _("Allowed") : _("Not allowed")));
  add_source (facts, item);
  fecho_close_facts_take (facts, C_("code", "Reconnect?"), g_strdup (meaning->reconnect));
  if (meaning->dictionary == NULL)
    fecho_close_facts_take (facts, period, fecho_code_text_counts (item));

  return facts;
}
