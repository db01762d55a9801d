import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
// Loaded here, as their loading is not what a test waits for.
import './commands/check.ts';
import './commands/export.ts';
import './commands/import.ts';
import './commands/run.ts';
import { runCommandLine } from './testing/command.ts';
import { callInProcess } from './testing/terminal.ts';
import { COMMAND_USAGE } from './usage.ts';

describe('the pipewright command', () => {
  it('explains itself on stdout when asked, on stderr when called wrongly', async () => {
    const help = await runCommandLine(['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('pipewright COMMAND');
    const bare = await runCommandLine([]);
    expect(bare).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await runCommandLine(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('refuses commands and options that it does not know', async () => {
    const calls = [
      [['frobnicate'], 'frobnicate'],
      [['check'], 'at least one file'],
      [['check', '--jsn', 'a'], '--jsn'],
      [['check', '--target', 'toaster', 'a'], 'toaster'],
      [['run', 'a', 'b'], 'one file'],
      [['run', '--runtime', 'gpu', 'a'], 'gpu'],
      [['run', '--for', 'ever', 'a'], 'ever'],
      [['run', '--param', 'loop', 'a'], '"loop"'],
      [['export', 'a', '--to', 'punch-card'], 'punch-card'],
      [['export', 'a'], '--to'],
      [['export', 'a', '--to', 'dot', '--profile', 'holiday'], 'holiday'],
      [['check', '--from', 'hearsay', 'a'], 'hearsay'],
      [['import'], 'one file'],
      [['completion', 'tcsh'], 'tcsh'],
    ] as const;
    for (const [args, mention] of calls) {
      const { exitCode, stdout, stderr } = await callInProcess(args);
      expect([exitCode, stdout], args.join(' ')).toEqual([2, '']);
      expect(stderr).toContain(mention);
    }
  });

  it('explains each command with examples', async () => {
    expect(Object.keys(COMMAND_USAGE)).toHaveLength(8);
    for (const command of Object.keys(COMMAND_USAGE)) {
      const { exitCode, stdout, stderr } = await callInProcess([command, '--help']);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: pipewright ${command} `));
      expect(stdout).toContain('Examples:');
    }
  });

  it.each(['bash', 'zsh'])(
    'completes in %s: the script is sound and knows the words',
    async (shell) => {
      const { exitCode, stdout } = await callInProcess(['completion', shell]);
      expect(exitCode).toBe(0);
      for (const word of ['kubernetes', '--no-files', 'jetson', 'standin']) {
        expect(stdout).toContain(word);
      }
    },
  );

  it('completes what is typed in bash', async () => {
    const { stdout } = await callInProcess(['completion', 'bash']);
    const complete = (...words: string[]): string[] => {
      const script = `${stdout}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_pipewright; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
    };
    expect(complete('pipewright', 'i')).toEqual(['import', 'inspect']);
    expect(complete('pipewright', 'check', '--target', 'j')).toEqual(['jetson']);
    expect(complete('pipewright', 'export', 'a', '--to', 'd')).toEqual([
      'deepstream-app',
      'deepstream-app-yaml',
      'docker',
      'dot',
    ]);
    expect(complete('pipewright', 'run', '--m')).toEqual(['--metadata']);
    expect(complete('pipewright', 'control', 's')).toEqual([
      'stop',
      'seek',
      'step',
      'set',
      'snapshot',
    ]);
    expect(complete('pipewright', 'control', 'seek', '--r')).toEqual(['--run', '--rate']);
  });
});
