import { sentenceOf } from '@/platform/error-words'
import { Box } from '@/ui/box'
import { ErrorBlock } from '@/ui/error-block'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useDemoPeople, useSignInAsDemo } from './queries'

/** One tap per demo person; nothing at all where the server has no demo. */
export function DemoPanel({ onDone }: { readonly onDone: () => void }) {
  const people = useDemoPeople()
  const signIn = useSignInAsDemo()
  if (!people.data || people.data.length === 0) return null
  return (
    <Box id="demo-people">
      <SectionTitle title="演示人物" note="全部虚构，点一下就能登录" />
      <Surface>
        {signIn.error && <ErrorBlock what={sentenceOf(signIn.error)} />}
        {people.data.map(({ persona, name, role, blurb }) => (
          <ListRow
            key={persona}
            title={name}
            detail={blurb}
            value={role}
            onTap={() => signIn.mutate(persona, { onSuccess: onDone })}
          />
        ))}
      </Surface>
    </Box>
  )
}
