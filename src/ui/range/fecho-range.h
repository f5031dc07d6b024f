/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  FECHO_PRESET_CUSTOM,          /* zoomed or panned */
  FECHO_PRESET_15_MIN,
  FECHO_PRESET_1_H,
  FECHO_PRESET_6_H,
  FECHO_PRESET_24_H,
  FECHO_PRESET_7_D,
  FECHO_PRESET_30_D,
  FECHO_PRESET_ALL,             /* from the first record on */
} FechoRangePreset;

#define FECHO_N_RANGE_PRESETS (FECHO_PRESET_ALL + 1)

/* The one range of time that every view of the application shows. Main thread. Times are
 * microseconds of the wall clock; the range is [from, to).
 *
 * Properties: "from-us", "to-us" (gint64, read-only), "preset" (int, FechoRangePreset) and "live"
 * (boolean). Signal "changed": once for every change of from or to, after both are set; a chart
 * follows this rather than the two notifications.
 *
 * A live range ends now and follows the clock: every second where it is an hour or shorter, else
 * in steps of a thousandth of its length; and at once by fecho_range_advance(), which the window
 * calls whenever closes were committed, before the pages hear of them. */
#define FECHO_TYPE_RANGE (fecho_range_get_type ())
G_DECLARE_FINAL_TYPE (FechoRange, fecho_range, FECHO, RANGE, GObject)

/* The last 24 hours, live. */
FechoRange       *fecho_range_new                (void) G_GNUC_WARN_UNUSED_RESULT;
gint64            fecho_range_get_from_us        (FechoRange       *self);
gint64            fecho_range_get_to_us          (FechoRange       *self);
/* A free range. It stays (or becomes) live only where it reaches now; it is clamped to the limits
 * of zooming and never reaches past now. */
void              fecho_range_set_bounds         (FechoRange       *self,
                                                  gint64            from_us,
                                                  gint64            to_us);
/* factor < 1 shows more detail, > 1 less; at_us stays where it is. A live range that is zoomed at
 * its end stays live. */
void              fecho_range_zoom               (FechoRange       *self,
                                                  double            factor,
                                                  gint64            at_us);
/* by_us < 0: into the past. */
void              fecho_range_pan                (FechoRange       *self,
                                                  gint64            by_us);
/* Back to the preset that was chosen last, ending now. */
void              fecho_range_reset              (FechoRange       *self);
FechoRangePreset  fecho_range_get_preset         (FechoRange       *self);
void              fecho_range_set_preset         (FechoRange       *self,
                                                  FechoRangePreset  preset);
/* The one to which fecho_range_reset() goes back; never CUSTOM. */
FechoRangePreset  fecho_range_get_last_preset    (FechoRange       *self);
gboolean          fecho_range_get_live           (FechoRange       *self);
void              fecho_range_set_live           (FechoRange       *self,
                                                  gboolean          live);
void              fecho_range_advance            (FechoRange       *self);
/* Where the record begins: the start of FECHO_PRESET_ALL and the end of zooming out. */
gint64            fecho_range_get_record_from_us (FechoRange       *self);
void              fecho_range_set_record_from_us (FechoRange       *self,
                                                  gint64            record_from_us);
/* Words of the settings, "24h"; and labels for buttons, translated: "24 h", "Last 24 h". */
const char       *fecho_range_preset_to_string   (FechoRangePreset  preset);
gboolean          fecho_range_preset_from_string (const char       *string,
                                                  FechoRangePreset *ret_preset);
const char       *fecho_range_preset_get_label   (FechoRangePreset  preset);
const char       *fecho_range_preset_get_title   (FechoRangePreset  preset);

G_END_DECLS
