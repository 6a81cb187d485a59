/** Providers whose events decide causes. */
export const STACK = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
export const CONNECTIONS = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
export const SESSIONS = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
export const SECURITY = 'Microsoft-Windows-Security-Auditing';
