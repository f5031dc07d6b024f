/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-life-chart.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-chart-layout.h"
#include "fecho-chart-table.h"
#include "fecho-format.h"

#define MEDIAN_PX 1.5
#define DASH_PX 4
#define NOTE_GAP_PX 6
/* Of the plot's height, from the base. */
#define MEDIAN_HEIGHT 0.68
/* The axis goes at least from 1 s to a minute. */
#define MIN_TO_US G_TIME_SPAN_MINUTE

/* A life that a pattern found, with its columns and words. */
typedef struct
{
  gint64 value_us;
  char *text;
} Peak;

struct _FechoLifeChart
{
  FechoColumnChart parent_instance;

  GArray *bins;                 /* FechoLifeBin, NULL: none yet */
  GArray *peaks;                /* Peak */
  gint64 median_us;
  gboolean is_median_about;
};

G_DEFINE_FINAL_TYPE (FechoLifeChart, fecho_life_chart, FECHO_TYPE_COLUMN_CHART)

/* Where the axis has its labels, as far as it reaches. */
static const gint64 ticks_us[] = {
  G_TIME_SPAN_SECOND, 10 * G_TIME_SPAN_SECOND, G_TIME_SPAN_MINUTE, 10 * G_TIME_SPAN_MINUTE,
  G_TIME_SPAN_HOUR, 6 * G_TIME_SPAN_HOUR, G_TIME_SPAN_DAY, 7 * G_TIME_SPAN_DAY,
  30 * G_TIME_SPAN_DAY, 365 * G_TIME_SPAN_DAY,
};

static void
peak_clear (gpointer data)
{
  g_free (((Peak *)data)->text);
}

static const FechoLifeBin *
get_bin (FechoLifeChart *self,
         guint           index)
{
  return &g_array_index (self->bins, FechoLifeBin, index);
}

/* -- the axis */

static gint64
get_to_us (FechoLifeChart *self)
{
  gint64 last_us = self->bins->len > 0 ? get_bin (self, self->bins->len - 1)->to_us : 0;

  return MAX (last_us, MIN_TO_US);
}

/* All below a second stands at the start. */
static double
get_share (FechoLifeChart *self,
           gint64          us)
{
  double decades = log10 (MAX (us, G_TIME_SPAN_SECOND) / (double)G_TIME_SPAN_SECOND);

  return decades / log10 (get_to_us (self) / (double)G_TIME_SPAN_SECOND);
}

static gboolean
has_peak (FechoLifeChart *self,
          guint           index)
{
  for (guint i = 0; i < self->peaks->len; i++)
    {
      gint64 value_us = g_array_index (self->peaks, Peak, i).value_us;

      if (value_us >= get_bin (self, index)->from_us && value_us < get_bin (self, index)->to_us)
        return TRUE;
    }

  return FALSE;
}

/* -- columns */

static guint
fecho_life_chart_get_n_columns (FechoColumnChart *chart)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (chart);

  return self->bins != NULL ? self->bins->len : 0;
}

static guint64
fecho_life_chart_get_n (FechoColumnChart *chart,
                        guint             index)
{
  return get_bin (FECHO_LIFE_CHART (chart), index)->n;
}

static void
fecho_life_chart_get_place (FechoColumnChart *chart,
                            guint             index,
                            double           *ret_from,
                            double           *ret_to)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (chart);

  *ret_from = get_share (self, get_bin (self, index)->from_us);
  *ret_to = get_share (self, get_bin (self, index)->to_us);
}

static void
fecho_life_chart_append_column (FechoColumnChart      *chart,
                                GtkSnapshot           *snapshot,
                                guint                  index,
                                const graphene_rect_t *bounds)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (chart);

  if (has_peak (self, index))
    fecho_glyphs_append_column (fecho_column_chart_get_glyphs (chart), snapshot,
                                FECHO_CLOSE_CLASS_ABNORMAL, bounds);
  else
    gtk_snapshot_append_color (snapshot, &fecho_column_chart_get_palette (chart)->accent, bounds);
}

static void
fecho_life_chart_append_ticks (FechoColumnChart      *chart,
                               GtkSnapshot           *snapshot,
                               const graphene_rect_t *plot)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (chart);
  double tick_px = fecho_chart_get_tick_px (GTK_WIDGET (chart)) * 0.75;
  double last_x = -tick_px;

  for (guint i = 0; i < G_N_ELEMENTS (ticks_us) && ticks_us[i] <= get_to_us (self); i++)
    {
      g_autofree char *label = fecho_format_duration (ticks_us[i]);
      double x = get_share (self, ticks_us[i]) * plot->size.width;

      if (x - last_x < tick_px)
        continue;
      fecho_column_chart_append_tick (chart, snapshot, plot, plot->origin.x + x, label);
      last_x = x;
    }
}

/* -- what stands over them */

static PangoLayout *
make_note (FechoLifeChart *self,
           const char     *text)
{
  return fecho_chart_create_text (GTK_WIDGET (self), text, FECHO_CHART_CAPTION_SCALE, FALSE);
}

/* Beside x: after it, or before it where there is no room. */
static void
append_note (FechoLifeChart        *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *plot,
             const char            *text,
             double                 x,
             double                 y)
{
  const FechoChartPalette *palette = fecho_column_chart_get_palette (FECHO_COLUMN_CHART (self));
  g_autoptr(PangoLayout) note = make_note (self, text);
  GdkRGBA behind = palette->background;
  double left = x + NOTE_GAP_PX;
  int width, height;

  pango_layout_get_pixel_size (note, &width, &height);
  if (left + width > plot->origin.x + plot->size.width)
    left = MAX (x - NOTE_GAP_PX - width, plot->origin.x);
  /* Columns may stand behind it. */
  behind.alpha *= 0.8;
  gtk_snapshot_append_color (snapshot, &behind,
                             &GRAPHENE_RECT_INIT (left - 2, y, width + 4, height));
  fecho_chart_append_text (snapshot, note, left, y, &palette->foreground);
}

static void
append_median (FechoLifeChart        *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *plot)
{
  const FechoChartPalette *palette = fecho_column_chart_get_palette (FECHO_COLUMN_CHART (self));
  g_autofree char *value = fecho_format_about_duration (self->median_us, self->is_median_about);
  /* Translators: beside a line of a chart; %s is a duration. */
  g_autofree char *text = g_strdup_printf (_("Median %s"), value);
  double x = plot->origin.x + get_share (self, self->median_us) * plot->size.width;
  double base = plot->origin.y + plot->size.height;
  double top = base - MEDIAN_HEIGHT * plot->size.height;

  for (double y = top; y < base; y += 2 * DASH_PX)
    gtk_snapshot_append_color (snapshot, &palette->foreground,
                               &GRAPHENE_RECT_INIT (round (x - MEDIAN_PX / 2), y, MEDIAN_PX,
                                                    MIN (DASH_PX, base - y)));
  append_note (self, snapshot, plot, text, x, top);
}

static void
fecho_life_chart_append_notes (FechoColumnChart      *chart,
                               GtkSnapshot           *snapshot,
                               const graphene_rect_t *plot)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (chart);

  if (self->median_us >= 0)
    append_median (self, snapshot, plot);
  for (guint i = 0; i < self->bins->len; i++)
    {
      for (guint j = 0; j < self->peaks->len; j++)
        {
          const Peak *peak = &g_array_index (self->peaks, Peak, j);
          const FechoLifeBin *bin = get_bin (self, i);

          if (peak->value_us >= bin->from_us && peak->value_us < bin->to_us)
            append_note (self, snapshot, plot, peak->text,
                         plot->origin.x + get_share (self, bin->to_us) * plot->size.width,
                         plot->origin.y);
        }
    }
}

/* -- words */

static char *
format_lives (const FechoLifeBin *bin)
{
  g_autofree char *from = fecho_format_duration (bin->from_us);
  g_autofree char *to = fecho_format_duration (bin->to_us);

  if (bin->from_us == 0)
    /* Translators: lives of connections; %s is a duration. */
    return g_strdup_printf (_("Below %s"), to);

  /* Translators: from one duration to another. */
  return g_strdup_printf (_("%s to %s"), from, to);
}

static char *
fecho_life_chart_describe (FechoColumnChart *chart,
                           guint             index)
{
  const FechoLifeBin *bin = get_bin (FECHO_LIFE_CHART (chart), index);
  g_autofree char *lives = format_lives (bin);
  g_autofree char *n = fecho_format_count (bin->n);

  /* Translators: lives of connections, "10 s to 13 s", and how many closes had them. */
  return g_strdup_printf (ngettext ("%s\n%s close", "%s\n%s closes", bin->n), lives, n);
}

static char **
describe_row (guint    index,
              gpointer data)
{
  const FechoLifeBin *bin = &g_array_index ((GArray *)data, FechoLifeBin, index);
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *lives = format_lives (bin);
  g_autofree char *n = fecho_format_count (bin->n);

  g_strv_builder_add_many (cells, lives, n, NULL);

  return g_strv_builder_end (cells);
}

static void
fecho_life_chart_show_table (FechoColumnChart *chart)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (chart);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FechoLifeBin));
  const char *columns[] = { _("Life"), _("Closes"), NULL };

  for (guint i = 0; self->bins != NULL && i < self->bins->len; i++)
    {
      if (get_bin (self, i)->n > 0)
        g_array_append_val (rows, *get_bin (self, i));
    }
  fecho_chart_table_present (GTK_WIDGET (chart), _("Connection Life"), columns, rows->len,
                             describe_row, rows, (GDestroyNotify)g_array_unref);
}

static char *
sum_up (FechoLifeChart *self)
{
  g_autofree char *median = fecho_format_about_duration (self->median_us, self->is_median_about);
  GString *text;

  if (self->median_us < 0)
    return g_strdup (_("No closes in this period"));

  text = g_string_new (NULL);
  g_string_append_printf (text, _("Median %s"), median);
  for (guint i = 0; i < self->peaks->len; i++)
    g_string_append_printf (text, "\n%s", g_array_index (self->peaks, Peak, i).text);

  return g_string_free (text, FALSE);
}

/* -- the object */

static void
fecho_life_chart_finalize (GObject *object)
{
  FechoLifeChart *self = FECHO_LIFE_CHART (object);

  g_clear_pointer (&self->bins, g_array_unref);
  g_array_unref (self->peaks);

  G_OBJECT_CLASS (fecho_life_chart_parent_class)->finalize (object);
}

static void
fecho_life_chart_class_init (FechoLifeChartClass *klass)
{
  FechoColumnChartClass *chart_class = FECHO_COLUMN_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fecho_life_chart_finalize;
  chart_class->get_n_columns = fecho_life_chart_get_n_columns;
  chart_class->get_n = fecho_life_chart_get_n;
  chart_class->get_place = fecho_life_chart_get_place;
  chart_class->append_column = fecho_life_chart_append_column;
  chart_class->append_ticks = fecho_life_chart_append_ticks;
  chart_class->append_notes = fecho_life_chart_append_notes;
  chart_class->describe = fecho_life_chart_describe;
  chart_class->show_table = fecho_life_chart_show_table;
}

static void
fecho_life_chart_init (FechoLifeChart *self)
{
  self->median_us = FECHO_UNKNOWN;
  self->peaks = g_array_new (FALSE, FALSE, sizeof (Peak));
  g_array_set_clear_func (self->peaks, peak_clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Connection Life"), -1);
}

static void
update (FechoLifeChart *self)
{
  g_autofree char *finding = sum_up (self);

  fecho_column_chart_changed (FECHO_COLUMN_CHART (self), finding);
}

void
fecho_life_chart_take (FechoLifeChart *self,
                       GArray         *bins,
                       gint64          median_us,
                       gboolean        about)
{
  g_return_if_fail (FECHO_IS_LIFE_CHART (self));

  g_clear_pointer (&self->bins, g_array_unref);
  self->bins = bins;
  self->median_us = median_us;
  self->is_median_about = about;
  update (self);
}

static void
add_peak (FechoLifeChart     *self,
          const FechoPattern *pattern)
{
  g_autofree char *value = fecho_format_duration (pattern->value_us);
  g_autofree char *spread = fecho_format_duration (MAX (pattern->spread_us, 0));
  g_autofree char *n = fecho_format_count (pattern->n);
  Peak peak = {
    .value_us = pattern->value_us,
    /* Translators: over a column of a chart, two lines: a duration and how far others are from it;
     * how many closes: "60 s ± 0.5 s", "41 closes". */
    .text = g_strdup_printf (ngettext ("%s ± %s\n%s close", "%s ± %s\n%s closes", pattern->n),
                             value, spread, n),
  };

  g_array_append_val (self->peaks, peak);
}

void
fecho_life_chart_show_patterns (FechoLifeChart      *self,
                                const FechoFindings *findings)
{
  g_return_if_fail (FECHO_IS_LIFE_CHART (self));

  g_array_set_size (self->peaks, 0);
  for (guint i = 0; findings != NULL && i < findings->patterns->len; i++)
    {
      const FechoPattern *pattern = g_ptr_array_index (findings->patterns, i);

      if ((pattern->kind == FECHO_PATTERN_MAX_AGE || pattern->kind == FECHO_PATTERN_TIME_LIMIT) &&
          pattern->value_us >= 0)
        add_peak (self, pattern);
    }
  update (self);
}

const FechoLifeBin *
fecho_life_chart_get_bin (FechoLifeChart *self,
                          guint           index)
{
  g_return_val_if_fail (FECHO_IS_LIFE_CHART (self), NULL);
  g_return_val_if_fail (self->bins != NULL && index < self->bins->len, NULL);

  return get_bin (self, index);
}
