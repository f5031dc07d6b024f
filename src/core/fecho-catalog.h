/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts in a language that may be another than the interface's: gettext cannot switch inside a
 * process with threads, so our own .mo files are read here. Immutable, any thread. */
typedef struct _FechoCatalog FechoCatalog;

/* lang as "pt_BR" or "pt-BR", in any case; "en" and "C" are the msgids themselves. A language
 * alone is its one shipped region ("pt" is none, as there are two), a region that is not shipped is
 * the language alone where that is shipped ("es_MX" is es). NULL: the interface's
 * language (what gettext gives). Errors: FECHO_ERROR_INVALID, which names the languages that are
 * shipped, FECHO_ERROR_CORRUPT for a damaged file, and those of reading a file. */
FechoCatalog *fecho_catalog_new        (const char         *lang,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;
FechoCatalog *fecho_catalog_ref        (FechoCatalog       *self);
void          fecho_catalog_unref      (FechoCatalog       *self);
/* The translation, else msgid itself; "" for "". Lives as long as the catalog and msgid. */
const char   *fecho_catalog_get        (const FechoCatalog *self,
                                        const char         *msgid) G_GNUC_FORMAT (2);
/* The same for a string with a context, C_(). */
const char   *fecho_catalog_get_context (const FechoCatalog *self,
                                        const char         *context,
                                        const char         *msgid);
/* The same for a count, ngettext(). */
const char   *fecho_catalog_get_plural  (const FechoCatalog *self,
                                        const char         *msgid,
                                        const char         *msgid_plural,
                                        guint64             n) G_GNUC_FORMAT (2);
const char   *fecho_catalog_get_lang   (const FechoCatalog *self);
/* One text, with its context, of a language of the list below, without a table of all of them; NULL
 * where it cannot be read or is not there. */
char         *fecho_catalog_dup_text_of (const char        *lang,
                                        const char         *context,
                                        const char         *msgid) G_GNUC_WARN_UNUSED_RESULT;
/* Languages of the folder of translations, "en" first. Free with g_strfreev(). */
char        **fecho_catalog_list_langs (void);
/* Where the translations are: FECHO_LOCALE_DIR of the environment (as ./run sets it), else the
 * installed folder. */
const char   *fecho_catalog_get_dir    (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCatalog, fecho_catalog_unref)

G_END_DECLS
