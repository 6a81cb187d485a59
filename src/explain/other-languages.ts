import type { Basis } from '../model/vocabulary.ts';

/** More words by which a dialog is known in other languages; those that a dialog has itself were read with it. */
export interface Translation {
  /** The dialog that these words are. */
  readonly id: string;
  readonly keys: readonly string[];
  readonly basis: Basis;
  readonly source: string;
}

const azureDocs =
  "Microsoft's articles on virtual machines in Azure, in German, French and Spanish (no Remote Desktop because of a static IP address): https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-static-ip";

const fromMemory = (id: string, ...keys: readonly string[]): Translation => ({
  id,
  keys,
  basis: 'inferred',
  source: 'words in another language, not looked up',
});

export const translations: readonly Translation[] = [
  {
    id: 'cannot-connect',
    keys: [
      'remotezugriff server nicht aktiviert',
      'remotecomputer ist ausgeschaltet',
      'remotecomputer netzwerk nicht verfugbar',
      'acces distance serveur pas active',
      'ordinateur distant est eteint',
      'ordinateur distant pas disponible reseau',
      'no habilitado acceso remoto servidor',
      'equipo remoto desactivado',
      'equipo remoto no disponible red',
    ],
    basis: 'documented',
    source: azureDocs,
  },
  fromMemory(
    'cannot-connect',
    'kann aus einem der grunde keine verbindung remotecomputer herstellen',
    'connecter ordinateur distant une des raisons suivantes',
    'conectar equipo remoto una de estas razones',
    'conectarse equipo remoto una de las siguientes razones',
    'conectarse equipo remoto uno de estos motivos',
    'equipo remoto apagado',
  ),
  fromMemory('cannot-connect-why', 'conectarse equipo remoto'),
  fromMemory(
    'account-locked',
    'benutzerkonto gesperrt',
    'compte utilisateur verrouille',
    'cuenta usuario bloqueada',
  ),
  fromMemory(
    'not-authorized',
    'benutzerkonto nicht remoteanmeldung autorisiert',
    'remote anzumelden benotigen recht',
    'compte utilisateur pas autorise connexion distance',
    'cuenta usuario no autorizada inicio sesion remoto',
  ),
  fromMemory('credentials-refused', 'echec tentative ouverture session', 'error intento inicio sesion'),
  fromMemory(
    'profile-not-loaded',
    'anmeldung benutzerprofildienst fehlgeschlagen',
    'benutzerprofil kann nicht geladen',
    'service profil utilisateur echec ouverture session',
    'servicio perfil usuario error inicio sesion',
  ),
  fromMemory(
    'dialog-0x300000C',
    'adresse gatewayservers nicht erreichbar',
    'gatewayserveradresse nicht erreichbar',
  ),
  fromMemory('dialog-0x300000D', 'gatewayserver vorubergehend nicht verfugbar'),
];
