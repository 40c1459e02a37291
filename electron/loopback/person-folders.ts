import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface PersonFolders {
  /** Settings, recent projects: where Electron keeps them too. */
  readonly userFolder: string;
  /** Where new projects go. */
  readonly projectsFolder: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folders that this platform has for such things. */
export function personFolders(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  home: string = homedir(),
): PersonFolders {
  return {
    userFolder: join(settingsFolder(platform, environment, home), 'gsim-studio'),
    projectsFolder: join(documentsFolder(platform, environment, home), 'G-Sim projects'),
  };
}

function settingsFolder(platform: NodeJS.Platform, environment: Environment, home: string): string {
  if (platform === 'win32') return environment.APPDATA || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return xdgConfigFolder(environment, home);
}

/** 'Documents' has another name in other languages on Linux: user-dirs.dirs says which. */
function documentsFolder(
  platform: NodeJS.Platform,
  environment: Environment,
  home: string,
): string {
  const usual = join(home, 'Documents');
  if (platform === 'win32' || platform === 'darwin') return usual;
  try {
    const text = readFileSync(join(xdgConfigFolder(environment, home), 'user-dirs.dirs'), 'utf8');
    const named = /^XDG_DOCUMENTS_DIR="(?:\$HOME)?(\/[^"$]*)"$/m.exec(text);
    if (!named) return usual;
    return named[0].includes('$HOME') ? join(home, named[1]!) : named[1]!;
  } catch {
    return usual;
  }
}

/** The specification has relative values ignored. */
function xdgConfigFolder(environment: Environment, home: string): string {
  const named = environment.XDG_CONFIG_HOME;
  return named?.startsWith('/') ? named : join(home, '.config');
}
