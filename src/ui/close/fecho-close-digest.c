/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-digest.h"

#include <glib/gi18n.h>

#include "fecho-close-facts.h"
#include "fecho-close-text.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

/* More sessions than these are only counted. */
#define MAX_NAMED_SESSIONS 5

/* What is compared. */
typedef char *(*FieldFunc) (const FechoCloseRecord *record);

typedef struct
{
  const char *label;
  FieldFunc get;
} Field;

#define N_FIELDS 8

typedef struct
{
  char *value;                  /* of all until now; NULL: not known of any */
  gboolean mixed;
} Common;

struct _FechoCloseDigest
{
  guint n;
  guint n_attempts;
  gint64 first_us;
  gint64 last_us;
  gint64 shortest_us;           /* FECHO_UNKNOWN: none has opened */
  gint64 longest_us;
  GHashTable *codes;            /* code to how many */
  GHashTable *sessions;         /* ids to names */
  Common fields[N_FIELDS];
  guint origins[FECHO_ORIGIN_THIS_COMPUTER + 1];
};

static char *
get_stage (const FechoCloseRecord *record)
{
  return g_strdup (_(fecho_stage_get_label (record->stage)));
}

static char *
get_clean (const FechoCloseRecord *record)
{
  return g_strdup (record->was_clean ? C_("clean", "Yes") : C_("clean", "No"));
}

static char *
get_closed_by (const FechoCloseRecord *record)
{
  return g_strdup (_(fecho_closed_by_get_label (record->closed_by)));
}

static char *
get_cause (const FechoCloseRecord *record)
{
  return g_strdup (_(fecho_cause_get_label (record->cause)));
}

static char *
get_network (const FechoCloseRecord *record)
{
  return g_strdup (_(fecho_network_get_label (record->network)));
}

static char *
get_http (const FechoCloseRecord *record)
{
  return record->http_status != FECHO_UNKNOWN ? g_strdup_printf ("%d", record->http_status) : NULL;
}

static char *
get_peer (const FechoCloseRecord *record)
{
  return record->remote_address != NULL ? fecho_safe_text_line (record->remote_address) : NULL;
}

static const Field fields[] = {
  { NC_("close", "Reason"), fecho_close_facts_reason },
  { NC_("close", "Stage"), get_stage },
  { NC_("close", "Clean"), get_clean },
  { NC_("close", "Closed by"), get_closed_by },
  { NC_("close", "Cause"), get_cause },
  { NC_("close", "Network"), get_network },
  { NC_("close", "HTTP"), get_http },
  { NC_("close", "Peer"), get_peer },
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == N_FIELDS);

static void
compare (Common *common,
         char   *value,
         guint   n_before)
{
  if (n_before == 0)
    {
      common->value = value;
      return;
    }

  if (g_strcmp0 (common->value, value) != 0)
    common->mixed = TRUE;
  g_free (value);
}

static void
add_life (FechoCloseDigest *self,
          gint64            life_us)
{
  if (life_us == FECHO_UNKNOWN)
    {
      self->n_attempts++;
      return;
    }

  if (self->shortest_us == FECHO_UNKNOWN || life_us < self->shortest_us)
    self->shortest_us = life_us;
  self->longest_us = MAX (self->longest_us, life_us);
}

FechoCloseDigest *
fecho_close_digest_new (void)
{
  FechoCloseDigest *self = g_new0 (FechoCloseDigest, 1);

  self->shortest_us = FECHO_UNKNOWN;
  self->longest_us = FECHO_UNKNOWN;
  self->codes = g_hash_table_new (NULL, NULL);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
fecho_close_digest_free (FechoCloseDigest *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    g_free (self->fields[i].value);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->sessions);
  g_free (self);
}

void
fecho_close_digest_add (FechoCloseDigest       *self,
                        const FechoCloseRecord *record)
{
  gpointer code;
  guint n_of_code;

  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL && record->reason != NULL);

  code = GUINT_TO_POINTER (record->code);
  n_of_code = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes, code));
  g_hash_table_insert (self->codes, code, GUINT_TO_POINTER (n_of_code + 1));
  if (record->session_id != NULL && g_hash_table_size (self->sessions) <= MAX_NAMED_SESSIONS)
    g_hash_table_insert (self->sessions, g_strdup (record->session_id),
                         fecho_safe_text_line (record->session != NULL ? record->session : ""));
  for (guint i = 0; i < N_FIELDS; i++)
    if (!self->fields[i].mixed)
      compare (&self->fields[i], fields[i].get (record), self->n);
  self->first_us = self->n == 0 ? record->closed_at_us : MIN (self->first_us, record->closed_at_us);
  self->last_us = self->n == 0 ? record->closed_at_us : MAX (self->last_us, record->closed_at_us);
  add_life (self, record->life_us);
  self->origins[record->origin]++;
  self->n++;
}

guint
fecho_close_digest_get_n (const FechoCloseDigest *self)
{
  return self->n;
}

guint
fecho_close_digest_get_n_attempts (const FechoCloseDigest *self)
{
  return self->n_attempts;
}

gint64
fecho_close_digest_get_first_us (const FechoCloseDigest *self)
{
  return self->first_us;
}

gint64
fecho_close_digest_get_last_us (const FechoCloseDigest *self)
{
  return self->last_us;
}

GArray *
fecho_close_digest_count (const FechoCloseDigest *self)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (FechoCodeCount));
  GHashTableIter iter;
  gpointer code;
  gpointer n;

  g_hash_table_iter_init (&iter, self->codes);
  while (g_hash_table_iter_next (&iter, &code, &n))
    {
      FechoCodeCount count = { (guint16)GPOINTER_TO_UINT (code), GPOINTER_TO_UINT (n) };

      g_array_append_val (counts, count);
    }
  fecho_close_text_sort_counts (counts);

  return counts;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (a, b);
}

static char *
list_sessions (const FechoCloseDigest *self)
{
  GList *names = NULL;
  GString *text = NULL;

  if (g_hash_table_size (self->sessions) > MAX_NAMED_SESSIONS)
    /* Translators: %u is a number of sessions, 5 now. */
    return g_strdup_printf (_("More than %u"), MAX_NAMED_SESSIONS);

  text = g_string_new (NULL);
  names = g_list_sort (g_hash_table_get_values (self->sessions), compare_names);
  for (GList *name = names; name != NULL; name = name->next)
    {
      if (text->len > 0)
        /* Translators: between the parts of a list. */
        g_string_append (text, C_("list", ", "));
      g_string_append (text, name->data);
    }
  g_list_free (names);

  return g_string_free (text, FALSE);
}

static char *
describe_lives (const FechoCloseDigest *self)
{
  g_autofree char *shortest = fecho_format_duration (self->shortest_us);
  g_autofree char *longest = fecho_format_duration (self->longest_us);

  if (self->shortest_us == FECHO_UNKNOWN || g_str_equal (shortest, longest))
    return g_steal_pointer (&shortest);

  /* Translators: from the shortest to the longest duration. */
  return g_strdup_printf (_("%s – %s"), shortest, longest);
}

/* NULL where none was judged. */
static char *
list_origins (const FechoCloseDigest *self)
{
  static const FechoOrigin order[] = {
    FECHO_ORIGIN_NETWORK_PATH, FECHO_ORIGIN_SERVER, FECHO_ORIGIN_THIS_COMPUTER,
    FECHO_ORIGIN_UNKNOWN,
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (self->origins[order[i]] == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, C_("list", ", "));
      /* Translators: an origin and how many closes probably come from there: "Server 4". */
      g_string_append_printf (text, _("%s %u"), _(fecho_origin_get_label (order[i])),
                              self->origins[order[i]]);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

GPtrArray *
fecho_close_digest_list (const FechoCloseDigest *self)
{
  GPtrArray *facts = fecho_close_facts_new ();

  g_return_val_if_fail (self != NULL, facts);

  fecho_close_facts_take (facts, C_("close", "Sessions"), list_sessions (self));
  for (guint i = 0; i < N_FIELDS; i++)
    fecho_close_facts_take (facts, g_dpgettext2 (NULL, "close", fields[i].label),
                            self->fields[i].mixed
                            /* Translators: in place of a value that several closes do not share. */
                            ? g_strdup (C_("in common", "Mixed"))
                            : g_strdup (self->fields[i].value));
  fecho_close_facts_take (facts, C_("close", "Life"), describe_lives (self));
  fecho_close_facts_take (facts, C_("close", "Probable origin"), list_origins (self));

  return facts;
}
