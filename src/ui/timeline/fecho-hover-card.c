/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-hover-card.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-close-meaning.h"
#include "fecho-close-text.h"
#include "fecho-code-badge.h"
#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"
#include "fecho-span-swatch.h"

#define MAX_ROWS 4

struct _FechoHoverCard
{
  GtkWidget parent_instance;

  GtkLabel *session_label;
  GtkLabel *when_label;
  GtkBox *rows_box;
  GtkLabel *context_label;
  GtkLabel *reason_label;
};

G_DEFINE_FINAL_TYPE (FechoHoverCard, fecho_hover_card, GTK_TYPE_WIDGET)

static void
clear_rows (FechoHoverCard *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box));

  while (row != NULL)
    {
      gtk_box_remove (self->rows_box, row);
      row = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box));
    }
}

static void
add_row (FechoHoverCard *self,
         GtkWidget      *start,
         const char     *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_box_append (GTK_BOX (row), start);
  gtk_box_append (GTK_BOX (row), gtk_label_new (text));
  gtk_box_append (self->rows_box, row);
}

static void
add_code (FechoHoverCard        *self,
          const FechoCodeCount  *count,
          const FechoDictionary *dictionary,
          gboolean               alone)
{
  GtkWidget *badge = fecho_code_badge_new (count->code);
  /* Translators: so many closes with a code: "7 × 1011". Keep the no-break spaces. */
  g_autofree char *text = g_strdup_printf (_("%u\u00a0×\u00a0%u"), count->n_closes, count->code);
  g_autofree char *name = NULL;
  FechoCloseMeaning meaning;

  fecho_close_meaning_init (&meaning, count->code, dictionary);
  name = fecho_close_meaning_dup_name (&meaning);
  fecho_code_badge_explain (FECHO_CODE_BADGE (badge), count->code, &meaning);
  if (!alone)
    fecho_code_badge_set_text (FECHO_CODE_BADGE (badge), text);
  add_row (self, badge, name);
}

static void
set_context (FechoHoverCard *self,
             char           *text)
{
  gtk_label_set_label (self->context_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->context_label), text != NULL);
  g_free (text);
}

static char *
describe_marker (const FechoMarker *marker)
{
  g_autofree char *life = fecho_format_duration (marker->life_us);

  if (marker->interrupted)
    /* Translators: %s is a duration; Fecho itself ended without closing. */
    return g_strdup_printf (_("Open for at least %s, until Fecho was interrupted"), life);

  /* Translators: how long a connection was open, and who closed it. */
  return g_strdup_printf (_("Open for %s · Closed by: %s"), life,
                          _(fecho_closed_by_get_label (marker->closed_by)));
}

static char *
describe_rest (guint n_more)
{
  if (n_more == 0)
    return NULL;

  /* Translators: the end of a list of close codes. */
  return g_strdup_printf (ngettext ("and %u more code", "and %u more codes", n_more), n_more);
}

static void
show_markers (FechoHoverCard      *self,
              const FechoLanesHit *hit,
              gint64               now_us)
{
  g_autoptr(GArray) counts = fecho_close_text_count (hit->markers, hit->n_markers);
  FechoDictionary *dictionary = fecho_timeline_lane_find_dictionary (hit->lane);
  const FechoMarker *last = &hit->markers[hit->n_markers - 1];
  g_autofree char *when = fecho_close_text_interval (hit->markers[0].at_us, last->last_us, now_us);
  guint n_rows = MIN (counts->len, MAX_ROWS);

  gtk_label_set_label (self->when_label, when);
  for (guint i = 0; i < n_rows; i++)
    add_code (self, &g_array_index (counts, FechoCodeCount, i), dictionary,
              hit->n_ends == 1);

  if (hit->n_ends == 1)
    set_context (self, describe_marker (last));
  else
    set_context (self, describe_rest (counts->len - n_rows));
}

static void
show_span (FechoHoverCard  *self,
           const FechoSpan *span,
           gint64           known_to_us,
           gint64           now_us)
{
  static const char *const kinds[] = { "open", "connecting", "down", "not-monitored" };
  gboolean goes_on = span->to_us >= known_to_us && known_to_us > 0;
  gint64 to_us = goes_on ? MAX (now_us, span->from_us) : span->to_us;
  g_autofree char *length = fecho_format_duration (to_us - span->from_us);
  g_autofree char *when = NULL;
  g_autofree char *from = fecho_format_time (span->from_us, now_us);
  GtkWidget *swatch = g_object_new (FECHO_TYPE_SPAN_SWATCH, "kind", kinds[span->kind], NULL);

  if (goes_on)
    /* Translators: of a state that still goes on; %s is a time of day. */
    when = g_strdup_printf (_("since %s"), from);
  else
    when = fecho_close_text_interval (span->from_us, to_us, now_us);

  gtk_label_set_label (self->when_label, when);
  add_row (self, swatch, fecho_close_text_span (span->kind));
  set_context (self, g_steal_pointer (&length));
}

static void
fecho_hover_card_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_HOVER_CARD);

  G_OBJECT_CLASS (fecho_hover_card_parent_class)->dispose (object);
}

static void
fecho_hover_card_class_init (FechoHoverCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_hover_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-hover-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHoverCard, session_label);
  gtk_widget_class_bind_template_child (widget_class, FechoHoverCard, when_label);
  gtk_widget_class_bind_template_child (widget_class, FechoHoverCard, rows_box);
  gtk_widget_class_bind_template_child (widget_class, FechoHoverCard, context_label);
  gtk_widget_class_bind_template_child (widget_class, FechoHoverCard, reason_label);
  /* What it says is the description of the lanes. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLTIP);
}

static void
fecho_hover_card_init (FechoHoverCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_hover_card_show (FechoHoverCard      *self,
                       const FechoLanesHit *hit,
                       gint64               now_us)
{
  g_return_if_fail (FECHO_IS_HOVER_CARD (self));
  g_return_if_fail (hit->markers != NULL || hit->span != NULL);

  clear_rows (self);
  fecho_hover_card_set_reason (self, NULL);
  gtk_label_set_label (self->session_label, fecho_timeline_lane_get_name (hit->lane));
  if (hit->markers != NULL)
    show_markers (self, hit, now_us);
  else
    show_span (self, hit->span, hit->lane->known_to_us, now_us);
}

static char *
describe_drops (const FechoComputerEvent *event)
{
  if (event->n_dropped == 0)
    return NULL;

  /* Translators: %u is how many sessions lost their connection as the network went. */
  return g_strdup_printf (ngettext ("%u session closed within 15 s",
                                    "%u sessions closed within 15 s", event->n_dropped),
                          event->n_dropped);
}

void
fecho_hover_card_show_computer (FechoHoverCard           *self,
                                const FechoComputerEvent *event,
                                gint64                    now_us)
{
  g_autofree char *what = fecho_computer_event_describe (event);
  g_autofree char *when = fecho_computer_event_when (event, now_us);

  g_return_if_fail (FECHO_IS_HOVER_CARD (self));

  clear_rows (self);
  fecho_hover_card_set_reason (self, NULL);
  gtk_label_set_label (self->session_label, _("This computer"));
  gtk_label_set_label (self->when_label, when);
  add_row (self, g_object_new (GTK_TYPE_IMAGE, "icon-name", "computer-symbolic",
                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL), what);
  set_context (self, describe_drops (event));
}

void
fecho_hover_card_set_reason (FechoHoverCard *self,
                             const char     *reason)
{
  g_autofree char *harmless = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (FECHO_IS_HOVER_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL && *reason != '\0');
  if (reason == NULL)
    return;

  harmless = fecho_safe_text_line (reason);
  /* Translators: the quotation marks of the language around a text from outside. */
  text = g_strdup_printf (_("“%s”"), harmless);
  gtk_label_set_label (self->reason_label, text);
}

void
fecho_hover_card_place (const graphene_rect_t *thing,
                        int                    card_width,
                        int                    card_height,
                        int                    width,
                        int                    height,
                        GdkRectangle          *ret_place)
{
  int above_y = (int)floor (thing->origin.y) - card_height;
  int below_y = (int)ceil (thing->origin.y + thing->size.height);
  int x = (int)(thing->origin.x + thing->size.width / 2) - card_width / 2;
  gboolean below = below_y + card_height <= height || above_y < 0;

  *ret_place = (GdkRectangle) {
    .x = MAX (MIN (x, width - card_width), 0),
    .y = below ? below_y : above_y,
    .width = card_width,
    .height = card_height,
  };
}
