/** `chat.postMessage`: one message a second and channel, short bursts aside, in ms. */
const CHANNEL = 1000;
/** A workspace takes several hundred messages a minute: after a burst, one in this time, in ms. */
const WORKSPACE = 200;
const BURST = 5;
/** So many channels and workspaces are remembered. */
const REMEMBERED = 10_000;

export interface Pace {
  /** Takes the next place in a channel of a workspace (named by its token). @returns ms to wait for it. */
  take(workspace: string, channel: string): number;
  /** Slack asks the workspace to wait so long, in ms. */
  rest(workspace: string, ms: number): void;
  /** How long the workspace still has to wait because Slack asked for it, in ms. */
  resting(workspace: string): number;
}

/**
 * When the next message may go out.
 * @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export function createPace(clock: () => number): Pace {
  const channels = new Map<string, number>();
  // The generic cell rate algorithm: when the next message would come if none came early.
  const workspaces = new Map<string, number>();
  const rests = new Map<string, number>();
  const remember = <T>(map: Map<string, T>, key: string, value: T): void => {
    if (map.size > REMEMBERED) map.clear();
    map.set(key, value);
  };
  const resting = (workspace: string): number => Math.max(0, (rests.get(workspace) ?? 0) - clock());
  return {
    take(workspace, channel) {
      const now = clock();
      const due = workspaces.get(workspace) ?? 0;
      const place = `${workspace} ${channel}`;
      const at = Math.max(
        now + resting(workspace),
        channels.get(place) ?? 0,
        due - (BURST - 1) * WORKSPACE,
      );
      // One that waits for its channel takes its turn in the workspace now.
      remember(workspaces, workspace, Math.max(now + resting(workspace), due) + WORKSPACE);
      remember(channels, place, at + CHANNEL);
      return at - now;
    },
    rest: (workspace, ms) =>
      remember(rests, workspace, Math.max(clock() + ms, rests.get(workspace) ?? 0)),
    resting,
  };
}
