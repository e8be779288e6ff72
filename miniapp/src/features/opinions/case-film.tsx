import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { fileUrl } from '@/platform/client-name'
import { Box } from '@/ui/box'
import { FilmPlayer } from '@/ui/film-player'
import './clip-field.scss'

type Film = NonNullable<OpinionView['video']>

const label = ({ seconds }: Film): string => `视频，${seconds} 秒`

/** What stands where there is nothing to play, or beside what is played. */
const stateWords: Readonly<Record<Film['state'], (film: Film) => string>> = {
  new: (film) =>
    film.file === null ? `${label(film)}：社区工作者看过以后才能播放` : '社区还没有看过这段视频',
  usable: () => '社区看过，可以使用',
  refused: (film) => `${label(film)}：不适合使用，社区没有留下`,
}

/** The film of a case, as far as the reader may play it. */
export function CaseFilm({ film }: { readonly film: Film }) {
  return (
    <Box className="clip-field">
      {film.file !== null && <FilmPlayer src={fileUrl(film.file.urls.view)} label={label(film)} />}
      <Box as="p" className="clip-field__note">
        {stateWords[film.state](film)}
      </Box>
    </Box>
  )
}
