import { describe, expect, it } from 'vitest';
import { hasThreshold, withThreshold } from './log-thresholds.ts';

describe('withThreshold', () => {
  it('adds, replaces and takes away the threshold of one category', () => {
    expect(withThreshold('', 'nvinfer', 'DEBUG')).toBe('nvinfer:DEBUG');
    expect(withThreshold('2, nvinfer:5', 'nvtracker', 'LOG')).toBe('2,nvinfer:5,nvtracker:LOG');
    expect(withThreshold('2,nvinfer:5', 'nvinfer', 'LOG')).toBe('2,nvinfer:LOG');
    expect(withThreshold('2,nvinfer:5', 'nvinfer', undefined)).toBe('2');
  });

  it('leaves patterns and the level of all others alone', () => {
    expect(withThreshold('nv*:5,3', 'nvinfer', '4')).toBe('nv*:5,3,nvinfer:4');
    expect(hasThreshold('nv*:5,3', 'nvinfer')).toBe(false);
    expect(hasThreshold('nv*:5, nvinfer:4', 'nvinfer')).toBe(true);
  });
});
