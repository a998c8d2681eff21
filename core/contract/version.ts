// The version of Loopscope, as it stands in documents; a test holds it equal to package.json.

export const VERSION = '0.1.0';
