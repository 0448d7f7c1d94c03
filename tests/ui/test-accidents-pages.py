#!/usr/bin/python3
"""The disk fills, or may not be written any more, while each page that writes is open; for use inside tests/ui/session.

    test-accidents-pages.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE full|read-only

Each step is begun with room, loses it before its last deed, and does that again without starting anew once there is room: a
sentence says what happened, what was typed stays, and nothing looks as if it had been done. NOMO_TROUBLE_LIBRARY does that to the
program alone. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import pathlib
import re
import sys

from accidentorders import Orders
from accidentpages import Pages
from accidentpreferences import Preferences
from accidentpromotions import Promotions
from accidentstores import Stores
from nomoui import Failure, run_steps

SOURCE = pathlib.Path(__file__).resolve().parents[2] / 'src' / 'ui'
# What GTK and GLib keep for themselves they cannot write to such a disk either.
OF_A_BAD_DISK = ('No space left on device', 'Read-only file system', 'recently-used.xbel')
WRITES = re.compile(r'\b(?:nomo_(?:edit|bulk_edit|undo|store_commit|store_write_meta|order_(?:note|tag|move)|follow_up|own_cost_set|'
                    r'cost_file_write|coupon_change|proof_pdf_write|restore_in_use|demo_start|'
                    r'shop_(?:create|reconnect|disconnect|set_profit|export|\w+_codes?)|'
                    r'backup_schedule_(?:make|set_passphrase))_async|nomo_backup_schedule_set_\w+|nomo_features_(?:switch|set_values)|'
                    r'g_file_replace_contents\w*_async|g_settings_(?:set|bind)\w*) \(')
# Each file of the interface that writes, and which step here, or which test beside this one, takes the room from it.
WRITERS = {
    'lists/nomo-column-form.c': 'none: a setting, which is GLib’s to keep',
    'lists/nomo-views-form.c': 'test-journey.py full_disk_view',
    'nomo-actions.c': 'undo',
    'nomo-application.c': 'none: settings, which are GLib’s to keep',
    'nomo-recent.c': 'none: what was looked at last is not the person’s to save',
    'nomo-report-window.c': 'report',
    'nomo-stores-connect.c': 'sign_in',
    'nomo-stores-restore.c': 'restore',
    'nomo-stores.c': 'disconnect, demo_store',
    'nomo-window.c': 'none: a setting, which is GLib’s to keep',
    'pages/nomo-backup-deed.c': 'passphrase, folder',
    'pages/nomo-backup-group.c': 'often, backup',
    'pages/nomo-cart-pane.c': 'test-journey.py full_disk',
    'pages/nomo-carts-page.c': 'carts',
    'pages/nomo-code-deeds.c': 'codes_made, codes_exported, codes_given, codes_imported, codes_paused',
    'pages/nomo-connect-form.c': 'none: a setting, which is GLib’s to keep',
    'pages/nomo-cost-entry.c': 'test-journey.py full_disk_cost',
    'pages/nomo-cost-import.c': 'cost_import',
    'pages/nomo-costs-page.c': 'costs',
    'pages/nomo-coupon-actions.c': 'test-accidents.py full_stop',
    'pages/nomo-coupon-builder.c': 'discard',
    'pages/nomo-coupon-duplicate.c': 'duplicate',
    'pages/nomo-draft-keeper.c': 'test-accidents.py full_coupon',
    'pages/nomo-drafts-page.c': 'drafts',
    'pages/nomo-feature-card.c': 'test-accidents.py full_feature',
    'pages/nomo-feature-history.c': 'history',
    'pages/nomo-feature-settings.c': 'feature',
    'pages/nomo-general-page.c': 'setting',
    'pages/nomo-notifications-page.c': 'setting',
    'pages/nomo-order-note.c': 'test-accidents.py full_note',
    'pages/nomo-order-pane.c': 'tag',
    'pages/nomo-order-status-change.c': 'status',
    'pages/nomo-order-tags-change.c': 'tags',
    'pages/nomo-outbox-page.c': 'outbox',
    'pages/nomo-proof-window.c': 'proof',
    'pages/nomo-record-export.c': 'export',
    'pages/nomo-season-coupon.c': 'season',
}


class Accidents(Stores, Orders, Promotions, Preferences, Pages):
    def every_writer(self):
        """No file of the interface writes without an entry above, and no entry names a step that is not there."""
        writing = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob('*.c') if WRITES.search(path.read_text(encoding='utf-8'))}
        if writing != set(WRITERS):
            raise Failure(f'not in the list: {sorted(writing - set(WRITERS))}; no more there: {sorted(set(WRITERS) - writing)}')
        missing = {step for steps in WRITERS.values() if not steps.startswith(('none', 'test-')) for step in steps.split(', ')
                   if step not in STEPS}
        if missing:
            raise Failure(f'no steps: {sorted(missing)}')

    def quiet(self):
        status = self.program.close()
        complaints = [line for line in self.program.complaints() if not any(mark in line for mark in OF_A_BAD_DISK)]
        if status != 0 or complaints:
            raise Failure(f'it ended with {status}: ' + '\n'.join(dict.fromkeys(complaints)))


# Some stand on the one before.
STEPS = ('every_writer', 'sign_in', 'export', 'status', 'tag', 'tags', 'carts', 'undo', 'report', 'proof', 'feature', 'history',
         'setting', 'costs', 'cost_import', 'passphrase', 'folder', 'often', 'backup', 'restore', 'discard', 'duplicate', 'drafts', 'season',
         'codes_made', 'codes_exported', 'codes_given', 'codes_imported', 'codes_paused', 'outbox', 'disconnect', 'demo_store',
         'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Accidents(*sys.argv[1:]), STEPS))
