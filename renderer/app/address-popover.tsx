// Where requests from outside are sent: the address and a curl line, each with a copy button, and the server's own pages.
import { Popover } from '@base-ui/react/popover';
import { Copy, ExternalLink, Radio } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useHost } from '../state/host-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useCopyText } from './copy-text.ts';
import { curlLine, predictUrl } from './prediction-address.ts';
import styles from './address-popover.module.css';

interface CopyLineProps {
  readonly label: string;
  readonly copyLabel: string;
  readonly text: string;
}

function CopyLine({ label, copyLabel, text }: CopyLineProps) {
  const copy = useCopyText();
  return (
    <div>
      <div className={styles.label}>{label}</div>
      <div className={styles.row}>
        <code className={styles.code}>{text}</code>
        <IconButton
          label={copyLabel}
          icon={<Copy size={14} aria-hidden />}
          onClick={() => copy(text)}
        />
      </div>
    </div>
  );
}

export function AddressPopover() {
  const words = useTranslations('shell.address');
  const origin = useHost(({ state }) => state?.host.predictionOrigin);
  if (origin === undefined) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.trigger} aria-label={words('open')}>
        <Radio size={14} aria-hidden />
        <span className={styles.port}>{new URL(origin).host}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} align="end" sideOffset={6}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{words('title')}</Popover.Title>
            <Popover.Description className={styles.text}>{words('text')}</Popover.Description>
            <CopyLine label={words('url')} copyLabel={words('copyUrl')} text={predictUrl(origin)} />
            <CopyLine label={words('curl')} copyLabel={words('copyCurl')} text={curlLine(origin)} />
            <a className={styles.link} href={`${origin}/docs`} target="_blank" rel="noreferrer">
              {words('docs')}
              <ExternalLink size={12} aria-hidden />
            </a>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
