import { Moon, Sun } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button } from '../ui/Button.tsx';
import type { Theme } from '../ui/theme-store.ts';
import { svgAddress, svgInTheme } from './picture.ts';

export interface PictureProps {
  readonly svg: string;
  readonly theme: Theme;
  readonly label: string;
}

/** The drawing, wholly in sight. */
export function Picture({ svg, theme, label }: PictureProps): ReactNode {
  const address = useMemo(() => svgAddress(svgInTheme(svg, theme)), [svg, theme]);
  return (
    <div
      className="flex h-full w-full items-center justify-center p-3"
      style={{ background: theme === 'dark' ? '#14171b' : '#ffffff' }}
    >
      <img
        src={address}
        alt={label}
        data-testid="picture"
        className="max-h-full max-w-full object-contain"
      />
    </div>
  );
}

export interface PictureBarProps {
  readonly theme: Theme;
  readonly isSource: boolean;
  readonly onTheme: (theme: Theme) => void;
  readonly onSource: (isSource: boolean) => void;
}

/** Picture or its text, light or dark. */
export function PictureBar({ theme, isSource, onTheme, onSource }: PictureBarProps): ReactNode {
  return (
    <div className="flex items-center gap-1 border-b border-line px-2 py-1">
      <Button variant="ghost" size="small" aria-pressed={!isSource} onClick={() => onSource(false)}>
        Picture
      </Button>
      <Button
        variant="ghost"
        size="small"
        aria-pressed={isSource}
        data-testid="picture-source"
        onClick={() => onSource(true)}
      >
        Source
      </Button>
      <span className="flex-1" />
      <Button
        variant="ghost"
        size="small"
        aria-pressed={theme === 'light'}
        data-testid="picture-light"
        onClick={() => onTheme('light')}
      >
        <Sun size={12} aria-hidden /> Light
      </Button>
      <Button
        variant="ghost"
        size="small"
        aria-pressed={theme === 'dark'}
        data-testid="picture-dark"
        onClick={() => onTheme('dark')}
      >
        <Moon size={12} aria-hidden /> Dark
      </Button>
    </div>
  );
}
