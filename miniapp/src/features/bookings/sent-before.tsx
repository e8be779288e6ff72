import { Banner } from '@/ui/banner'

/** What was sent under this form's key is there already: another booking is begun on purpose. */
export function SentBefore({ onAnew }: { readonly onAnew: () => void }) {
  return (
    <Banner kind="wait" act="另约一次" onAct={onAnew}>
      上一次已经收到了，可以在“我的预约”里看到
    </Banner>
  )
}
