/** The built runner, for tests: they fail clearly where it is missing. */
import { findRepositoryRoot, locateRunner, type RunnerInstallation } from '../locate.ts';

export function requireRunner(): RunnerInstallation {
  const located = locateRunner(findRepositoryRoot(import.meta.dirname, process.env), process.env);
  if (!located.ok) {
    throw new Error(`These tests need the real runner. ${located.problem}`);
  }
  return located.installation;
}
