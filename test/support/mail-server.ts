import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type ReceivedMail = { readonly to: readonly string[]; readonly text: string };
export type MailServer = {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** The next so many messages are answered with this; null: taken. */
  refuse(answer: { readonly code: number; readonly text: string } | null): void;
  stop(): Promise<void>;
};

/** A real SMTP server on 127.0.0.1. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let refusal: { readonly code: number; readonly text: string } | null = null;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'lamp' && password === 'a secret'
        ? done(null, { user: username })
        : done(new Error('wrong password')),
    ...options,
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (refusal !== null) {
          done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, text: Buffer.concat(pieces).toString('utf8') });
        done(null, 'queued as 1');
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    refuse(answer) {
      refusal = answer;
    },
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
