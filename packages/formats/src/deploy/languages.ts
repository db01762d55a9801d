/** Monaco's names of the languages that deployments are written in, by a file's path. */
export function deployLanguage(path: string): string {
  if (path.endsWith('Dockerfile')) return 'dockerfile';
  const suffix = path.slice(path.lastIndexOf('.') + 1);
  const languages: Readonly<Record<string, string>> = {
    yaml: 'yaml',
    yml: 'yaml',
    py: 'python',
    md: 'markdown',
    sh: 'shell',
    toml: 'ini',
    txt: 'ini',
    json: 'json',
  };
  return languages[suffix] ?? 'plaintext';
}
