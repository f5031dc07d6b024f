/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session-list.h"

G_BEGIN_DECLS

/* The sessions of a monitor, those that are off the list and still close included: makes them,
 * knows which are open, and has the history keep their options and their order. Main thread. */
typedef struct _FechoRoster FechoRoster;

typedef struct
{
  /* Also of one that was removed and still closes. */
  void (*state_changed)  (FechoSession *session,
                          gpointer      data);
  void (*n_open_changed) (gpointer      data);
  /* One of them has ended for good. */
  void (*ended)          (gpointer      data);
} FechoRosterFuncs;

FechoRoster      *fecho_roster_new           (const FechoRosterFuncs *funcs,
                                              gpointer                data) G_GNUC_WARN_UNUSED_RESULT;
/* Who still has a session sees no more than its last state. */
void              fecho_roster_free          (FechoRoster            *self);
/* Once, before sessions are made; net NULL: none is watched. */
void              fecho_roster_set_engine    (FechoRoster            *self,
                                              FechoStore             *store,
                                              FechoNet               *net);
FechoSessionList *fecho_roster_get_list      (FechoRoster            *self);
guint             fecho_roster_get_n_open    (FechoRoster            *self);

/* Of FechoEndpoint, in no list yet. watch FALSE: only shown. */
GPtrArray        *fecho_roster_make          (FechoRoster            *self,
                                              GPtrArray              *endpoints,
                                              gboolean                watch) G_GNUC_WARN_UNUSED_RESULT;
/* The options of one, while it is in the list. */
void              fecho_roster_save          (FechoRoster            *self,
                                              FechoSession           *session);
/* Those from one position up to another have moved; nothing else of them has changed. */
void              fecho_roster_place         (FechoRoster            *self,
                                              guint                   first,
                                              guint                   end);
void              fecho_roster_place_from    (FechoRoster            *self,
                                              guint                   first);
/* Off the list, and kept until they have ended: those that are not on their way out yet, as who names
 * one twice means it once. Borrowed sessions; fecho_session_remove() is for the caller. */
GPtrArray        *fecho_roster_let_go        (FechoRoster            *self,
                                              GPtrArray              *sessions,
                                              guint                  *ret_first) G_GNUC_WARN_UNUSED_RESULT;

/* What the history lists, all FechoEndpoint of it in their order; of those from first on to before
 * end, as of thousands some at a time are taken in, each after those before it. */

/* Takes in those that are not in the list yet. */
void              fecho_roster_take_missing  (FechoRoster            *self,
                                              GPtrArray              *endpoints,
                                              guint                   first,
                                              guint                   end,
                                              gboolean                watch);
/* Watches those of the list that nobody watches any more. */
void              fecho_roster_take_over     (FechoRoster            *self,
                                              GPtrArray              *endpoints,
                                              guint                   first,
                                              guint                   end);
/* Another run has taken the rest of those that it watched off the list. */
void              fecho_roster_drop_without  (FechoRoster            *self,
                                              GPtrArray              *endpoints);
/* Another run watches them all. */
void              fecho_roster_leave         (FechoRoster            *self);

/* In the list, or still closing: for each one ended() comes once after quitting. */
guint             fecho_roster_count         (FechoRoster            *self);
/* Ends all of the list, with the program. */
void              fecho_roster_quit          (FechoRoster            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoRoster, fecho_roster_free)

G_END_DECLS
