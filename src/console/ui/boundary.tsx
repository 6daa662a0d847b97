import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { currentWords } from '../words/index.ts';
import style from './ui.module.css';

/** Keeps a broken part from taking the whole console with it: the alarms must stay visible. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error('a part of the console stopped working', error, info.componentStack);
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    const { common } = currentWords();
    return (
      <div className={style.empty} role="alert">
        <p>{common.broken}</p>
        <Button variant="default" onClick={() => this.setState({ isBroken: false })}>
          {common.retry}
        </Button>
      </div>
    );
  }
}
