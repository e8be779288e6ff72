import { sentenceOf } from '@/platform/error-words'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { Sheet } from '@/ui/sheet'
import { useChooseCommunity } from '@/features/session/queries'
import { choosable } from './choosable'
import { useCommunities, useCommunityId } from './queries'
import { visitCommunity } from './visited-community'

/** Chooses whose notices and cases are shown; a signed-in person takes the choice along to other devices. */
export function CommunitySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const actor = useActor()
  const current = useCommunityId()
  const communities = useCommunities()
  const choose = useChooseCommunity()
  const pick = (communityId: string | undefined) => {
    if (communityId === undefined) return
    if (actor === undefined) {
      visitCommunity(communityId)
      onClose()
    } else choose.mutate(communityId, { onSuccess: onClose })
  }
  return (
    <Sheet open={open} title="看哪个社区" onClose={onClose}>
      {choose.error && <Banner kind="alert">{sentenceOf(choose.error)}</Banner>}
      <QueryView query={communities}>
        {({ items }) => (
          <OptionGroup
            id="community"
            label="看哪个社区"
            options={choosable(actor, items).map(({ id, name, streetName }) => ({
              value: id,
              title: name,
              detail: streetName,
            }))}
            chosen={current === undefined ? [] : [current]}
            onChange={([id]) => pick(id)}
          />
        )}
      </QueryView>
    </Sheet>
  )
}
