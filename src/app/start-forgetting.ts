import {
  createForgetWorkspaces,
  type ForgetWorkspaces,
  type ForgetWorkspacesOptions,
} from './forget-workspaces.ts';

/** Between looks for workspaces that are gone, in ms. */
const LOOK = 60_000;

/** Forgets workspaces as they uninstall the app, here and on other replicas. `stop` ends it. */
export function startForgetting({
  every,
  onProblem,
  ...options
}: ForgetWorkspacesOptions & {
  readonly every: (ms: number, run: () => void) => () => void;
  readonly onProblem: (error: unknown, message: string) => void;
}): ForgetWorkspaces & { stop(): Promise<void> } {
  const forgetting = createForgetWorkspaces(options);
  let sweeping: Promise<void> | undefined;
  const sweep = (): void => {
    sweeping ??= forgetting
      .sweep()
      .catch((error: unknown) => onProblem(error, 'looking for workspaces that are gone failed'))
      .finally(() => {
        sweeping = undefined;
      });
  };
  sweep();
  const end = every(LOOK, sweep);
  return {
    ...forgetting,
    async stop() {
      end();
      await sweeping;
    },
  };
}
