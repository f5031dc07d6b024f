/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-pen.h"

/* Of one turn of the loop. */
#define MAX_TURN_US 2000

struct _FechoHistoryPen
{
  GtkWidget *view;
  PangoLayout *layout;          /* of the text that is being drawn */
  guint serial;                 /* of the context that height is of; 0: none yet */
  int height;
  gboolean styled;              /* palette is that of now */
  int scale;
  FechoChartPalette palette;
  FechoGlyphs *glyphs;          /* NULL: none yet */
  GQueue waiting;               /* links of cells */
  FechoHistoryPenFunc func;
  guint idle_id;
};

FechoHistoryPen *
fecho_history_pen_new (GtkWidget *view)
{
  FechoHistoryPen *self = g_rc_box_new0 (FechoHistoryPen);

  self->view = view;
  g_queue_init (&self->waiting);

  return self;
}

FechoHistoryPen *
fecho_history_pen_ref (FechoHistoryPen *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FechoHistoryPen *self = data;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->glyphs, fecho_glyphs_free);
}

void
fecho_history_pen_unref (FechoHistoryPen *self)
{
  g_rc_box_release_full (self, clear);
}

/* -- text */

PangoLayout *
fecho_history_pen_begin_text (FechoHistoryPen *self,
                              const char      *text)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (self->view, NULL);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_attributes (self->layout, NULL);
  pango_layout_set_text (self->layout, text, -1);

  return self->layout;
}

int
fecho_history_pen_get_height (FechoHistoryPen *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->view);
  guint serial = pango_context_get_serial (context);

  if (self->serial != serial)
    {
      self->serial = serial;
      pango_layout_get_pixel_size (fecho_history_pen_begin_text (self, "0"), NULL, &self->height);
    }

  return self->height;
}

/* -- glyphs */

void
fecho_history_pen_restyle (FechoHistoryPen *self)
{
  self->styled = FALSE;
}

static void
prepare_glyphs (FechoHistoryPen *self,
                GtkWidget       *cell)
{
  int scale = gtk_widget_get_scale_factor (cell);

  if (self->styled && self->scale == scale)
    return;
  if (fecho_chart_palette_load (&self->palette, cell) || self->scale != scale)
    g_clear_pointer (&self->glyphs, fecho_glyphs_free);
  self->styled = TRUE;
  self->scale = scale;
  if (self->glyphs == NULL)
    self->glyphs = fecho_glyphs_new (&self->palette, scale);
}

void
fecho_history_pen_draw_glyph (FechoHistoryPen *self,
                              GtkWidget       *cell,
                              GtkSnapshot     *snapshot,
                              FechoCloseClass  klass,
                              double           x,
                              double           y,
                              int              size)
{
  prepare_glyphs (self, cell);
  fecho_glyphs_append (self->glyphs, snapshot, klass, FECHO_GLYPH_PLAIN, size, x + size / 2.0,
                       y + size / 2.0);
}

/* -- what can wait */

static gboolean
work_cb (gpointer data)
{
  FechoHistoryPen *self = data;
  gint64 end_us = g_get_monotonic_time () + MAX_TURN_US;

  while (self->waiting.length > 0 && g_get_monotonic_time () < end_us)
    {
      GList *link = g_queue_pop_head_link (&self->waiting);

      self->func (link->data);
    }
  if (self->waiting.length > 0)
    return G_SOURCE_CONTINUE;
  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

static gboolean
is_queued (FechoHistoryPen *self,
           GList           *link)
{
  return link->prev != NULL || link->next != NULL || self->waiting.head == link;
}

void
fecho_history_pen_queue (FechoHistoryPen     *self,
                         GList               *link,
                         FechoHistoryPenFunc  func)
{
  if (is_queued (self, link))
    return;

  self->func = func;
  g_queue_push_tail_link (&self->waiting, link);
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (work_cb, self);
}

void
fecho_history_pen_unqueue (FechoHistoryPen *self,
                           GList           *link)
{
  if (is_queued (self, link))
    g_queue_unlink (&self->waiting, link);
}
