/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-catalog.h"
#include "fecho-close-event.h"
#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* Text for people: aligned, coloured on a terminal unless NO_COLOR, peers' text made harmless. */

typedef enum
{
  FECHO_CELL_LEFT,
  FECHO_CELL_RIGHT,
} FechoCellAlign;

/* A table whose columns are as wide as their widest cell (in columns of a terminal). */
typedef struct _FechoCliTable FechoCliTable;

FechoCliTable *fecho_cli_table_new   (guint                   n_columns,
                                      const FechoCellAlign   *aligns) G_GNUC_WARN_UNUSED_RESULT;
/* The cells of a row, each a string that is taken; as many as there are columns. */
void           fecho_cli_table_add   (FechoCliTable          *self,
                                      char                  **cells);
/* A class in whose colour the row's first cell is written. */
void           fecho_cli_table_set_class (FechoCliTable      *self,
                                      FechoCloseClass         klass);
void           fecho_cli_table_print (FechoCliTable          *self);
void           fecho_cli_table_free  (FechoCliTable          *self);

/* One line for one end of connection; dictionaries (FechoDictionary) name its code. */
void           fecho_cli_print_event (const FechoCloseRecord *record,
                                      FechoCatalog           *catalog,
                                      GPtrArray              *dictionaries);
/* The name of a code in the catalog's language, of own where a dictionary explains it (else NULL). */
const char    *fecho_cli_get_code_name (FechoCatalog              *catalog,
                                        const FechoDictionaryCode *own,
                                        guint16                    code);
/* The glyph of a class as one character. */
const char    *fecho_cli_get_glyph   (FechoCloseClass         klass);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCliTable, fecho_cli_table_free)

G_END_DECLS
