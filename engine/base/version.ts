/** Version of the studio: what projects, runs and scripts are stamped with. The same as in package.json. */
export const STUDIO_VERSION = '0.1.0';
