/** Areas that one photo can have covered before it is public; plenty for a crowd. */
export const MOST_COVERS = 40
