import { useActor } from '@/platform/session'
import { choosable } from '@/features/space/choosable'
import { useCommunities } from '@/features/space/queries'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { Tap } from '@/ui/tap'

interface CommunitySwitchProps {
  readonly name: string | undefined
  /** Opens the CommunitySheet, which belongs to the page: inside the bar it would lie below the tab bar. */
  readonly onOpen: () => void
}

/** Mark and name of the community; where there is a choice, a tap changes whose things are shown. */
export function CommunitySwitch({ name, onOpen }: CommunitySwitchProps) {
  const actor = useActor()
  const communities = useCommunities().data?.items ?? []
  const fixed = name !== undefined && choosable(actor, communities).length <= 1
  return (
    <Box className="home-head">
      <Box className="home-head__mark" hidden />
      {fixed ? (
        <Box className="home-head__name">{name}</Box>
      ) : (
        <Tap
          id="community-switch"
          className="home-head__name"
          label={name === undefined ? '选择社区' : `${name}，换一个社区`}
          onTap={onOpen}
        >
          <Box as="span">{name ?? '选择社区'}</Box>
          <Icon name="chevron-down" size="xs" />
        </Tap>
      )}
    </Box>
  )
}
