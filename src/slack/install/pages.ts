import type { InstallPage } from './install-page.ts';

const AGAIN = { href: '/slack/install', text: 'Install Afghan Brief' } as const;
const NOTHING = 'Nothing was installed, and nothing was stored.';

/** @param name The workspace's, as Slack gives it. */
export function installedPage(team: string, name: string | undefined, app: string | undefined) {
  return {
    status: 200,
    title: 'Afghan Brief is installed',
    lines: [
      `It is now in ${name ? `the workspace “${name}”` : 'your workspace'}, with a corpus and settings of its own that no other workspace sees.`,
      'In Slack, type /afghan-brief help, mention @afghan-brief in a channel you invited it to, or write to it directly.',
      'Removing the app from the workspace deletes everything that was kept for it.',
    ],
    link: {
      href: `https://slack.com/app_redirect?${new URLSearchParams({ ...(app ? { app } : {}), team })}`,
      text: 'Open Afghan Brief in Slack',
    },
  } satisfies InstallPage;
}

export const CANCELLED: InstallPage = {
  status: 400,
  title: 'The installation was cancelled',
  lines: [NOTHING],
  link: AGAIN,
};

export const ORGANISATION: InstallPage = {
  status: 400,
  title: 'Install it in one workspace at a time',
  lines: [
    `Each workspace has a corpus and settings of its own, so Afghan Brief is not installed for a whole organisation at once. ${NOTHING}`,
    'Start again and choose a workspace.',
  ],
  link: AGAIN,
};

/** @param code Of the error that Bolt's install provider gives. */
export function failurePage(code: string | undefined): InstallPage {
  switch (code) {
    case 'slack_oauth_invalid_state':
    case 'slack_oauth_missing_state':
    case 'slack_oauth_missing_code':
      return {
        status: 400,
        title: 'This installation cannot be finished',
        lines: [
          'An installation is good for ten minutes, for one time, and in the browser that it was started in.',
          NOTHING,
        ],
        link: AGAIN,
      };
    default:
      return {
        status: 502,
        title: 'The installation failed',
        lines: [
          `Slack did not confirm it, or it could not be stored. ${NOTHING}`,
          'Please start again. If it fails again, tell who runs the app.',
        ],
        link: AGAIN,
      };
  }
}
