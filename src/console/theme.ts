/** The look as Mantine takes it. Colours live in tokens.css: grey calm, hue only for the abnormal. */
import { Button, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Neutral steps between the surfaces and the text of tokens.css; Mantine's dark scheme reads them. */
const dark: MantineColorsTuple = [
  '#e7ebef',
  '#c3cad1',
  '#98a3ad',
  '#6f7b86',
  '#2b333c',
  '#252c34',
  '#1e242b',
  '#161a1f',
  '#0f1114',
  '#0a0c0e',
];

/** Selection and focus; the one hue that is not an alarm. */
const steel: MantineColorsTuple = [
  '#eef3f8',
  '#d9e2ea',
  '#b9c8d6',
  '#96acc0',
  '#7793ab',
  '#5d7c97',
  '#48657e',
  '#385066',
  '#2a3d4f',
  '#1d2c3a',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '16px', xl: '24px' },
  lineHeights: { xs: '16px', sm: '18px', md: '18px', lg: '22px', xl: '30px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  primaryColor: 'steel',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  colors: { dark, steel },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { variant = 'filled', color }) => ({
        root: variant === 'filled' && color === undefined ? { '--button-color': 'var(--action-text)' } : {},
      }),
    }),
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { transitionProps: { duration: 120 } } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 120 } } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 140, transition: 'fade' } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});
