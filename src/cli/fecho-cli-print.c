/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-print.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "fecho-dictionary-folder.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

#define NO_CLASS (-1)

typedef struct
{
  char **cells;
  int klass;
} Row;

struct _FechoCliTable
{
  guint n_columns;
  FechoCellAlign *aligns;
  GArray *rows;                 /* Row */
};

/* The shapes of the window's glyphs, and colours of the same families. */
static const struct
{
  const char *glyph;
  const char *colour;
} looks[] = {
  [FECHO_CLOSE_CLASS_NORMAL] = { "○", "36" },
  [FECHO_CLOSE_CLASS_PROTOCOL] = { "◆", "35" },
  [FECHO_CLOSE_CLASS_POLICY] = { "⊖", "33" },
  [FECHO_CLOSE_CLASS_SERVER] = { "▲", "93" },
  [FECHO_CLOSE_CLASS_ABNORMAL] = { "✕", "31" },
  [FECHO_CLOSE_CLASS_LIBRARY] = { "□", "0" },
  [FECHO_CLOSE_CLASS_APPLICATION] = { "■", "34" },
  [FECHO_CLOSE_CLASS_INVALID] = { "◇", "2" },
};

static gboolean
has_colours (void)
{
  return g_getenv ("NO_COLOR") == NULL && isatty (STDOUT_FILENO);
}

static char *
colour (const char      *text,
        FechoCloseClass  klass)
{
  if (!has_colours ())
    return g_strdup (text);

  return g_strdup_printf ("\033[%sm%s\033[0m", looks[klass].colour, text);
}

/* Columns of a terminal: combining characters have none, wide ones two. */
static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

static void
row_clear (gpointer data)
{
  g_strfreev (((Row *)data)->cells);
}

FechoCliTable *
fecho_cli_table_new (guint                 n_columns,
                     const FechoCellAlign *aligns)
{
  FechoCliTable *self = g_new0 (FechoCliTable, 1);

  self->n_columns = n_columns;
  self->aligns = g_memdup2 (aligns, n_columns * sizeof *aligns);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);

  return self;
}

void
fecho_cli_table_add (FechoCliTable  *self,
                     char          **cells)
{
  Row row = { g_new0 (char *, self->n_columns + 1), NO_CLASS };

  for (guint i = 0; i < self->n_columns; i++)
    row.cells[i] = cells[i];
  g_array_append_val (self->rows, row);
}

void
fecho_cli_table_set_class (FechoCliTable   *self,
                           FechoCloseClass  klass)
{
  g_return_if_fail (self->rows->len > 0);

  g_array_index (self->rows, Row, self->rows->len - 1).klass = klass;
}

static void
append_cell (GString        *line,
             const char     *cell,
             guint           width,
             FechoCellAlign  align,
             int             klass)
{
  guint padding = width - MIN (width, get_width (cell));
  g_autofree char *text = klass != NO_CLASS ? colour (cell, klass) : g_strdup (cell);

  if (align == FECHO_CELL_RIGHT)
    g_string_append_printf (line, "%*s%s", (int)padding, "", text);
  else
    g_string_append_printf (line, "%s%*s", text, (int)padding, "");
}

void
fecho_cli_table_print (FechoCliTable *self)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint r = 0; r < self->rows->len; r++)
    for (guint c = 0; c < self->n_columns; c++)
      widths[c] = MAX (widths[c], get_width (g_array_index (self->rows, Row, r).cells[c]));

  for (guint r = 0; r < self->rows->len; r++)
    {
      const Row *row = &g_array_index (self->rows, Row, r);
      g_autoptr(GString) line = g_string_new (NULL);

      for (guint c = 0; c < self->n_columns; c++)
        {
          g_string_append (line, c > 0 ? "  " : "");
          append_cell (line, row->cells[c], widths[c], self->aligns[c],
                       c == 0 ? row->klass : NO_CLASS);
        }
      g_print ("%s\n", g_strchomp (line->str));
    }
}

void
fecho_cli_table_free (FechoCliTable *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_free (self->aligns);
  g_free (self);
}

const char *
fecho_cli_get_code_name (FechoCatalog              *catalog,
                         const FechoDictionaryCode *own,
                         guint16                    code)
{
  return fecho_catalog_get (catalog,
                            own != NULL ? own->name : fecho_close_code_lookup (code)->name);
}

const char *
fecho_cli_get_glyph (FechoCloseClass klass)
{
  g_return_val_if_fail (klass < G_N_ELEMENTS (looks), "");

  return looks[klass].glyph;
}

static char *
describe_life (const FechoCloseRecord *record,
               FechoCatalog           *catalog)
{
  g_autofree char *life = NULL;

  if (record->failed_attempt)
    return g_strdup_printf ("%s, %s", fecho_catalog_get (catalog, N_("failed attempt")),
                            fecho_catalog_get (catalog, fecho_stage_get_label (record->stage)));

  life = fecho_format_duration (record->life_us);

  /* Translators: %s is a length of time, as in "open for 2 h 13 min". */
  return g_strdup_printf (fecho_catalog_get (catalog, N_("open for %s")), life);
}

/* The cause, and whose fault it probably was, once that is known. */
static char *
describe_fault (const FechoCloseRecord *record,
                FechoCatalog           *catalog)
{
  const char *cause = fecho_catalog_get (catalog, fecho_cause_get_label (record->cause));

  if (record->origin == FECHO_ORIGIN_NOT_JUDGED || record->origin == FECHO_ORIGIN_UNKNOWN)
    return g_strdup (cause);

  return g_strdup_printf (
    /* Translators: a cause ("No pong in time"), and where it comes from ("Network path"). */
    fecho_catalog_get (catalog, N_("%s (probable origin: %s)")), cause,
    fecho_catalog_get (catalog, fecho_origin_get_label (record->origin)));
}

void
fecho_cli_print_event (const FechoCloseRecord *record,
                       FechoCatalog           *catalog,
                       GPtrArray              *dictionaries)
{
  const FechoDictionaryCode *own = fecho_dictionary_folder_explain (dictionaries,
                                                                    record->dictionary,
                                                                    record->code);
  const FechoCloseClass klass = fecho_dictionary_code_get_class (own, record->code);
  g_autofree char *time = fecho_format_rfc3339 (record->closed_at_us, TRUE);
  g_autofree char *glyph = colour (fecho_cli_get_glyph (klass), klass);
  g_autofree char *session = fecho_safe_text_line (record->session != NULL ? record->session : "");
  g_autofree char *name = fecho_safe_text_line (fecho_cli_get_code_name (catalog, own,
                                                                         record->code));
  g_autofree char *life = describe_life (record, catalog);
  g_autofree char *reason = fecho_safe_text_line (record->reason);
  g_autofree char *fault = describe_fault (record, catalog);
  const char *closed_by = fecho_catalog_get (catalog,
                                             fecho_closed_by_get_label (record->closed_by));

  g_print ("%s  %s %u  %s  %s  %s  %s  %s%s%s%s\n", time, glyph, record->code, session, name,
           closed_by, life, fault, *reason != '\0' ? "  “" : "", reason,
           *reason != '\0' ? "”" : "");
}
