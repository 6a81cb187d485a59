import { number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { archived, messagesIn } from './sources.ts';

const row = rowsOf('Microsoft-Windows-User Profiles Service', 'manifest');
const logon = rowsOf('Microsoft-Windows-Winlogon', 'manifest');
const told = rowsOf('Microsoft-Windows-Winlogon', 'manifest', messagesIn('winlogon.exe'));
const seen = rowsOf(
  'Microsoft-Windows-Winlogon',
  'sample',
  archived('Event ID 6004, Windows Logon Availability', 'dd363859'),
);
const error = { error: text('Error') };
const subscriber = { subscriber: text(0) };

/** The user's profile, which a logon needs before there is a desktop. */
export const profileRows: readonly CatalogRow[] = [
  row(1500, 'profile-load-failed', error, 'no logon: the profile could not be loaded: {error}'),
  row(1501, 'profile-load-failed', error, 'no folder for a temporary profile: {error}'),
  row(1502, 'profile-load-failed', error, 'the local profile could not be loaded: {error}'),
  row(
    1508,
    'profile-load-failed',
    { ...error, file: text('File') },
    "the user's registry could not be loaded: {error}",
  ),
  row(
    1509,
    'profile-load-failed',
    { file: text('File'), error: text('Status') },
    'a file of the profile could not be loaded: {error}',
  ),
  row(1520, 'profile-load-failed', error, 'no logon: the mandatory profile is missing: {error}'),
  row(1542, 'profile-load-failed', error, "the user's classes could not be loaded: {error}"),
  row(1505, 'profile-temporary', error, 'the default profile is used: {error}'),
  row(1511, 'profile-temporary', {}, 'the local profile was not found: a temporary one is used'),
  row(1515, 'profile-temporary', {}, 'the profile was set aside; the next logon tries it again'),
  row(1518, 'profile-temporary', {}, 'no profile could be made: a temporary one is used'),
  row(1521, 'profile-roaming-failed', error, 'the roaming profile was not found: {error}'),
  row(
    1533,
    'profile-delete-failed',
    { ...error, folder: text('Folder') },
    'the profile folder {folder} could not be deleted: {error}',
  ),
];

/** The logon process and what it calls on the way to a desktop. */
export const winlogonRows: readonly CatalogRow[] = [
  logon(
    4002,
    'logon-hours-ended',
    { account: text(0), domain: text(1) },
    "{account}'s allowed hours were over",
  ),
  told(4003, 'logon-process-failed', {}, 'the logon process could not switch the desktop'),
  logon(4005, 'logon-process-ended', {}, 'the logon process ended unexpectedly'),
  logon(4006, 'shell-start-failed', { program: text(0) }, 'the logon process could not start {program}'),
  logon(4007, 'session-disconnect-failed', {}, 'the logon process could not disconnect the session'),
  // Since Windows 10 2004.
  told(4008, 'logon-process-failed', {}, 'the logon process could not connect the session'),
  logon(6001, 'logon-subscriber-failed', subscriber, '{subscriber} failed at a step of the logon'),
  seen(
    6004,
    'logon-subscriber-failed',
    subscriber,
    '{subscriber} failed at a step the logon cannot do without',
  ),
  logon(6005, 'logon-subscriber-slow', { ...subscriber, event: text(1) }, '{subscriber} is slow at {event}'),
  logon(
    6006,
    'logon-subscriber-slow',
    { ...subscriber, seconds: number(1), event: text(2) },
    '{subscriber} took {seconds} s for {event}',
  ),
];
