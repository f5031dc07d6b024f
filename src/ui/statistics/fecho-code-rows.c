/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-rows.h"

#include <glib/gi18n.h>

#include "fecho-code-row.h"
#include "fecho-dispose.h"
#include "fecho-format.h"

/* More than these are shown on demand. */
#define N_FIRST_ROWS 6
/* Codes named beside failed attempts and our own closes. */
#define MAX_NAMED 3

struct _FechoCodeRows
{
  GtkWidget parent_instance;

  GtkWidget *empty_label;
  GtkListBox *list;
  GtkToggleButton *all_button;
  GtkLabel *rest_label;
  GtkLabel *apart_label;
  GtkLabel *period_label;

  FechoCodeColumns columns;
  GPtrArray *rows;              /* FechoCodeRow, borrowed from the list */
  GArray *counts;               /* FechoCount of codes with closes */
  const FechoOverview *overview; /* borrowed; NULL: none yet */
  char *period;
};

G_DEFINE_FINAL_TYPE (FechoCodeRows, fecho_code_rows, GTK_TYPE_WIDGET)

static const FechoCount *
get_count (const GArray *counts,
           guint         index)
{
  return &g_array_index (counts, FechoCount, index);
}

static void
set_n_rows (FechoCodeRows *self,
            guint          n_rows)
{
  while (self->rows->len > n_rows)
    {
      gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, self->rows->len - 1);
    }
  while (self->rows->len < n_rows)
    {
      GtkWidget *row = fecho_code_row_new (&self->columns);

      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
show_rows (FechoCodeRows *self)
{
  gboolean all = gtk_toggle_button_get_active (self->all_button);
  guint n_rows = all ? self->counts->len : MIN (self->counts->len, N_FIRST_ROWS);
  guint64 n_most = self->counts->len > 0 ? get_count (self->counts, 0)->n_closes : 0;

  set_n_rows (self, n_rows);
  for (guint i = 0; i < n_rows; i++)
    fecho_code_row_update (g_ptr_array_index (self->rows, i), self->overview,
                           get_count (self->counts, i), self->period, n_most);
}

static void
update_button (FechoCodeRows *self)
{
  gboolean all = gtk_toggle_button_get_active (self->all_button);
  guint n_codes = self->counts->len;
  /* Translators: of a button; %u is how many codes there are in all, always more than 6. */
  g_autofree char *more = g_strdup_printf (ngettext ("Show All %u Code", "Show All %u Codes",
                                                     n_codes), n_codes);

  gtk_button_set_label (GTK_BUTTON (self->all_button), all ? _("Show Fewer Codes") : more);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_codes > N_FIRST_ROWS);
}

/* What the rows leave out. */
static void
update_rest (FechoCodeRows *self)
{
  gboolean all = gtk_toggle_button_get_active (self->all_button);
  guint n_codes = self->counts->len > N_FIRST_ROWS ? self->counts->len - N_FIRST_ROWS : 0;
  guint64 n_closes = 0;
  g_autofree char *closes = NULL;
  g_autofree char *codes = NULL;
  g_autofree char *text = NULL;

  for (guint i = N_FIRST_ROWS; i < self->counts->len; i++)
    n_closes += get_count (self->counts, i)->n_closes;
  closes = fecho_format_count (n_closes);
  /* Translators: part of "18 closes with 8 other codes". */
  codes = g_strdup_printf (ngettext ("%u other code", "%u other codes", n_codes), n_codes);
  /* Translators: how many closes, and "8 other codes". */
  text = g_strdup_printf (ngettext ("%s close with %s", "%s closes with %s", n_closes), closes,
                          codes);
  gtk_label_set_label (self->rest_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), n_codes > 0 && !all);
}

static void
all_toggled_cb (FechoCodeRows *self)
{
  show_rows (self);
  update_button (self);
  update_rest (self);
}

static guint64
get_n_attempts (const FechoCount *count)
{
  return count->n_failed_attempts;
}

static guint64
get_n_own (const FechoCount *count)
{
  return count->n_own;
}

/* "1006 × 27, 1015 × 2" of what stands apart. */
static char *
list_codes (const GArray *counts,
            guint64 (*get_n)(const FechoCount *count))
{
  GString *text = g_string_new (NULL);
  guint n_named = 0;

  for (guint i = 0; i < counts->len && n_named < MAX_NAMED; i++)
    {
      const FechoCount *count = get_count (counts, i);
      g_autofree char *number = fecho_format_count (get_n (count));

      if (get_n (count) == 0)
        continue;
      if (n_named > 0)
        /* Translators: between the parts of a list. */
        g_string_append (text, C_("list", ", "));
      /* Translators: a code and how many times: "1006 × 27". Keep the no-break spaces. */
      g_string_append_printf (text, _("%d\u00a0×\u00a0%s"), count->key, number);
      n_named++;
    }

  return g_string_free (text, FALSE);
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
update_apart (FechoCodeRows      *self,
              const FechoSummary *summary)
{
  g_autofree char *attempts = fecho_format_count (summary->n_failed_attempts);
  g_autofree char *attempts_codes = list_codes (summary->by_code, get_n_attempts);
  g_autofree char *own = fecho_format_count (summary->n_own);
  g_autofree char *own_codes = list_codes (summary->by_code, get_n_own);
  g_autoptr(GString) text = g_string_new (NULL);

  if (summary->n_failed_attempts > 0)
    append_sentence (text, g_strdup_printf (
                       /* Translators: how many failed attempts, and with which codes. */
                       ngettext ("Apart: %s failed attempt (%s)", "Apart: %s failed attempts (%s)",
                                 summary->n_failed_attempts), attempts, attempts_codes));
  if (summary->n_own > 0)
    append_sentence (text, g_strdup_printf (
                       /* Translators: how many closes the user or quitting asked for, and with
                        * which codes. */
                       ngettext ("Apart: %s close of your own (%s)",
                                 "Apart: %s closes of your own (%s)", summary->n_own),
                       own, own_codes));

  gtk_label_set_label (self->apart_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->apart_label), text->len > 0);
}

static void
fecho_code_rows_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_CODE_ROWS);

  G_OBJECT_CLASS (fecho_code_rows_parent_class)->dispose (object);
}

static void
fecho_code_rows_finalize (GObject *object)
{
  FechoCodeRows *self = FECHO_CODE_ROWS (object);

  g_object_unref (self->columns.codes);
  g_object_unref (self->columns.names);
  g_object_unref (self->columns.counts);
  g_object_unref (self->columns.shares);
  g_object_unref (self->columns.changes);
  g_free (self->period);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->counts);

  G_OBJECT_CLASS (fecho_code_rows_parent_class)->finalize (object);
}

static void
fecho_code_rows_class_init (FechoCodeRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_code_rows_dispose;
  object_class->finalize = fecho_code_rows_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-code-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRows, empty_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRows, list);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRows, all_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRows, apart_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRows, period_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRows, rest_label);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
}

static void
fecho_code_rows_init (FechoCodeRows *self)
{
  self->columns = (FechoCodeColumns) {
    .codes = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
    .names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
    .counts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
    .shares = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
    .changes = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
  };
  self->rows = g_ptr_array_new ();
  self->counts = g_array_new (FALSE, FALSE, sizeof (FechoCount));

  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
update_period (FechoCodeRows *self)
{
  /* Translators: over a column of changes; %s is the length of a period: "24 h". */
  g_autofree char *text = g_strdup_printf (_("Change from the %s before"), self->period);

  gtk_label_set_label (self->period_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->period_label),
                          self->counts->len > 0 && fecho_stat_change_is_possible (self->overview));
}

void
fecho_code_rows_update (FechoCodeRows       *self,
                        const FechoOverview *overview,
                        const char          *period)
{
  const GArray *rows;

  g_return_if_fail (FECHO_IS_CODE_ROWS (self));
  g_return_if_fail (overview != NULL && period != NULL);

  self->overview = overview;
  g_free (self->period);
  self->period = g_strdup (period);
  rows = overview->summary->by_code;
  g_array_set_size (self->counts, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      FechoCount count = *get_count (rows, i);

      /* The texts stay the summary's: rows of codes have none. */
      count.text = NULL;
      if (count.n_closes > 0)
        g_array_append_val (self->counts, count);
    }

  show_rows (self);
  update_button (self);
  update_rest (self);
  update_period (self);
  update_apart (self, overview->summary);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->counts->len > 0);
  gtk_widget_set_visible (self->empty_label, self->counts->len == 0);
}

guint
fecho_code_rows_get_n_rows (FechoCodeRows *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ROWS (self), 0);

  return self->rows->len;
}
