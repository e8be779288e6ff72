import { StaffConsole } from '@/features/staff-shell/staff-console'
import { goBack } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { NodeActs } from './node-acts'
import { NodeBody } from './node-body'
import { NodeChildren } from './node-children'
import { kindText } from './node-words'
import { useNode } from './queries'
import './staff-space.scss'

const TREE = '/packages/staff-space/tree'

/** One node on a phone: what the panel shows, and what stands in it. */
export function NodePage({ id, at }: { readonly id: string; readonly at: string | undefined }) {
  const query = useNode(id, at)
  return (
    <StaffConsole title="房屋与居民" heading={query.data === undefined} inside current="space" backTo={TREE}>
      <QueryView query={query}>
        {(card) => (
          <>
            <PageTitle
              above={
                <Box as="span" className="node-kind">
                  {kindText(card.kind)}
                </Box>
              }
            >
              {card.label}
            </PageTitle>
            <NodeBody card={card} withMap />
            <NodeChildren id={card.id} communityId={card.communityId ?? undefined} at={at} />
            {(card.abilities.edit || card.abilities.redraw) && (
              <Surface padded label="可以做的事">
                <NodeActs card={card} onEnded={() => goBack(TREE)} />
              </Surface>
            )}
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
