import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { fakeBrowser, fakeHost, renderInWindow } from './fake-host.test-support.tsx';
import { NoticeBell } from './notice-bell.tsx';

afterEach(cleanup);

test('says how often a notice came, when that is more than once', async () => {
  fakeBrowser();
  const notice = { level: 'warning', atMs: 0 } as const;
  const notices = [
    { ...notice, id: 1, text: 'seldom', times: 1 },
    { ...notice, id: 7, text: 'often', times: 6 },
  ];
  renderInWindow(fakeHost({ notices }), <NoticeBell />);
  fireEvent.click(screen.getByRole('button', { name: 'Notices (2)' }));
  const itemOf = async (text: string) => (await screen.findByText(text)).closest('li')?.textContent;
  expect(await itemOf('often')).toMatch(/6 times/);
  expect(await itemOf('seldom')).not.toMatch(/once|times/);
});
