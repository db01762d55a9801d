import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  it('serves this machine from the repository by default', () => {
    expect(readConfig({}, '/repo')).toEqual({
      host: '127.0.0.1',
      port: 4400,
      workspace: '/repo/workspace',
      logLevel: 'info',
    });
  });

  it('takes what the environment says', () => {
    const environment = {
      PIPEWRIGHT_HOST: '0.0.0.0',
      PIPEWRIGHT_PORT: '8080',
      PIPEWRIGHT_WORKSPACE: '/data/work',
      PIPEWRIGHT_LOG_LEVEL: 'debug',
    };
    expect(readConfig(environment, '/repo')).toEqual({
      host: '0.0.0.0',
      port: 8080,
      workspace: '/data/work',
      logLevel: 'debug',
    });
  });

  it('names every variable that can not be used, and what it takes', () => {
    const environment = { PIPEWRIGHT_PORT: '70000', PIPEWRIGHT_LOG_LEVEL: 'loud' };
    expect(() => readConfig(environment, '/repo')).toThrow(ConfigError);
    expect(() => readConfig(environment, '/repo')).toThrow(
      /PIPEWRIGHT_PORT must be .* 65535, but it is "70000"\nPIPEWRIGHT_LOG_LEVEL must be one of/,
    );
  });
});
