/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-headers-row.h"

#include <glib/gi18n.h>

#include "fecho-endpoint.h"
#include "fecho-header-row.h"

struct _FechoHeadersRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *add_row;

  GPtrArray *rows;              /* FechoHeaderRow, borrowed */
};

G_DEFINE_FINAL_TYPE (FechoHeadersRow, fecho_headers_row, ADW_TYPE_EXPANDER_ROW)

static guint changed_signal;

static void
emit_changed_cb (FechoHeadersRow *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
removed_cb (FechoHeaderRow  *row,
            FechoHeadersRow *self)
{
  g_ptr_array_remove (self->rows, row);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), GTK_WIDGET (row));
  g_signal_emit (self, changed_signal, 0);
}

/* The row of the button stays the last one. */
static GtkWidget *
add_header (FechoHeadersRow *self,
            const char      *line)
{
  GtkWidget *row = fecho_header_row_new (line);
  g_autoptr(GtkWidget) add_row = g_object_ref (self->add_row);

  adw_expander_row_remove (ADW_EXPANDER_ROW (self), add_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), add_row);

  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, 0);

  return row;
}

static void
add_clicked_cb (FechoHeadersRow *self)
{
  gtk_widget_grab_focus (add_header (self, NULL));
}

static void
fecho_headers_row_dispose (GObject *object)
{
  FechoHeadersRow *self = FECHO_HEADERS_ROW (object);

  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_HEADERS_ROW);

  G_OBJECT_CLASS (fecho_headers_row_parent_class)->dispose (object);
}

static void
fecho_headers_row_finalize (GObject *object)
{
  g_ptr_array_unref (FECHO_HEADERS_ROW (object)->rows);

  G_OBJECT_CLASS (fecho_headers_row_parent_class)->finalize (object);
}

static void
fecho_headers_row_class_init (FechoHeadersRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_headers_row_dispose;
  object_class->finalize = fecho_headers_row_finalize;

  changed_signal = g_signal_new ("changed", FECHO_TYPE_HEADERS_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-headers-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHeadersRow, add_row);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
fecho_headers_row_init (FechoHeadersRow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_headers_row_set_lines (FechoHeadersRow   *self,
                             const char *const *lines)
{
  g_return_if_fail (FECHO_IS_HEADERS_ROW (self));

  while (self->rows->len > 0)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_steal_index (self->rows, 0));
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    add_header (self, lines[i]);
}

char **
fecho_headers_row_dup_lines (FechoHeadersRow *self)
{
  g_autoptr(GStrvBuilder) lines = NULL;

  g_return_val_if_fail (FECHO_IS_HEADERS_ROW (self), NULL);

  lines = g_strv_builder_new ();
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *line = fecho_header_row_dup_line (g_ptr_array_index (self->rows, i));

      if (line != NULL)
        g_strv_builder_add (lines, line);
    }

  return g_strv_builder_end (lines);
}

gboolean
fecho_headers_row_check (FechoHeadersRow *self,
                         guint           *ret_n_secrets)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_autofree char *subtitle = NULL;
  gboolean good = TRUE;
  guint n_headers = 0;
  guint n_secrets = 0;

  g_return_val_if_fail (FECHO_IS_HEADERS_ROW (self), FALSE);
  g_return_val_if_fail (ret_n_secrets != NULL, FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      FechoHeaderRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *line = fecho_header_row_dup_line (row);
      gboolean row_good = line == NULL || fecho_endpoint_add_header (trial, line, NULL);

      fecho_header_row_set_error (row, !row_good);
      good &= row_good;
      n_headers += line != NULL;
      n_secrets += line != NULL && fecho_header_row_is_secret (row);
    }

  /* Translators: %u is how many headers a session sends. */
  subtitle = g_strdup_printf (ngettext ("%u header", "%u headers", n_headers), n_headers);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), n_headers > 0 ? subtitle : "");
  *ret_n_secrets = n_secrets;

  return good;
}
