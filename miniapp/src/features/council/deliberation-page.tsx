import { useState } from 'react'
import { pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'
import { Deliberation } from './deliberation'
import { SaySheet } from './say-sheet'
import { useDeliberation } from './queries'

/** The page of a topic that is being talked over. */
export function DeliberationPage({ id }: { readonly id: string }) {
  const query = useDeliberation(id)
  const [saying, setSaying] = useState(false)
  const maySay = query.data?.abilities.say === true
  return (
    <Page
      title="协商"
      heading={query.data === undefined}
      backTo={pageUrl('/packages/council/topic', { id })}
      bar={
        maySay ? (
          <BottomBar>
            <Button icon="chat" onTap={() => setSaying(true)}>
              说一句
            </Button>
          </BottomBar>
        ) : undefined
      }
    >
      <QueryView query={query}>{(view) => <Deliberation id={id} view={view} />}</QueryView>
      {saying && (
        <SaySheet topicId={id} left={query.data?.statementsLeft ?? 0} onClose={() => setSaying(false)} />
      )}
    </Page>
  )
}
