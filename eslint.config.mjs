import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/*
 * The rule of the house (docs/adr): routes translate, services decide, policies, rules and machines judge
 * without I/O, repositories store; each imports only what stands to its right, another feature only through
 * its service, and neither `shared` nor `miniapp` ever imports the server.
 */

/** Another feature's file other than its service, as a file of a feature would name it. */
const otherFeature = {
  regex: '^\\.\\./(?!\\.\\.)[^/]+/(?!.+\\.service$).+',
  message: 'Another feature is reached through its service only.',
}
const forbid = (suffixes, message) => ({ regex: `\\.(${suffixes})$`, message })
const model = {
  regex: '\\.model$',
  allowTypeImports: true,
  message: 'Only a repository touches a model; others may name its row type.',
}
const koa = { regex: '^(koa|@koa/.*|koa-.*)$', message: 'HTTP ends in http/ and *.routes.ts.' }
const mongoose = {
  regex: '^(mongoose|mongodb|@agendajs/.*|agenda)$',
  allowTypeImports: true,
  message: 'The database is known to models, repositories and platform/ only.',
}
const doorless = { regex: '/http/', message: 'Only *.routes.ts knows the door.' }
const leftmost = forbid('routes|module', 'Routes and modules stand left of everything: deps.ts joins them.')
const fullZod = {
  name: 'zod',
  message: 'Write zod/mini: full zod is large and uses new Function, which WeChat stubs.',
}
const server = {
  regex: '(^|/)bff(/|$)|^(koa|mongoose|mongodb|pino)$',
  message: 'Nothing outside bff knows the server.',
}
const restrict = (...patterns) => ['error', { paths: [fullZod], patterns }]
const rule = '@typescript-eslint/no-restricted-imports'

const noBarrels = { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' }
const noNow = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Ask the clock that was passed in.',
}
const noRandomUuid = {
  selector:
    ":matches(ImportSpecifier[imported.name='randomUUID'], MemberExpression[property.name='randomUUID'])",
  message: 'Ask the ids that were passed in.',
}
const noLookBehind = {
  selector:
    ':matches(Literal[regex.pattern=/\\(\\?<[=!]/], Literal[value=/\\(\\?<[=!]/], TemplateElement[value.raw=/\\(\\?<[=!]/])',
  message: 'Phones below iOS 16.4 cannot read a look behind, nor the whole file it stands in.',
}
/**
 * What phones get from nobody for sure: newer than iOS 15 or, as `Intl`, missing in WeChat on Android. The few newer
 * methods that are used all the same stand in miniapp/src/platform/newer-arrays.ts.
 */
const noNewBuiltIns = [
  'CallExpression[callee.property.name=/^(toSpliced|findLast|findLastIndex|isWellFormed|toWellFormed|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|localeCompare|toLocaleString)$/]',
  "MemberExpression[object.name='Object'][property.name=/^(hasOwn|groupBy)$/]",
  "MemberExpression[object.name='Map'][property.name='groupBy']",
  "MemberExpression[object.name='Array'][property.name='fromAsync']",
  "MemberExpression[object.name='Promise'][property.name=/^(any|withResolvers|try)$/]",
  "CallExpression[callee.name='structuredClone']",
  "NewExpression[callee.name='WeakRef']",
  "MemberExpression[object.name='Intl']",
].map((selector) => ({
  selector,
  message: 'Not every phone has this: write it by hand, or bring it in newer-arrays.ts.',
}))
const noProcessEnv = { object: 'process', property: 'env', message: 'Settings are read in env.ts only.' }
const noClock = [
  { object: 'Date', property: 'now', message: 'Ask the clock that was passed in.' },
  { object: 'Math', property: 'random', message: 'Ask the ids that were passed in.' },
]

const tests = ['**/*.test.{ts,tsx}', 'bff/test/**', 'embedded-mongo/test/**', 'miniapp/test/**']

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/data/**',
      '**/coverage/**',
      '**/test-output/**',
      '**/.swc/**',
      // What a plain script answers, said for those who import it: it belongs to no project of its own.
      'scripts/**/*.d.cts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A handler or a port may answer at once today and wait for the database tomorrow.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-syntax': ['error', noBarrels],
      [rule]: restrict(),
    },
  },

  // shared: pure, the same on a phone, in a browser and on the server.
  {
    files: ['shared/src/**/*.ts'],
    ignores: tests,
    rules: {
      [rule]: restrict(
        server,
        { regex: '^node:', message: 'shared runs on phones too.' },
        {
          regex: '(^|/)miniapp(/|$)|^@tarojs/|^react',
          message: 'shared knows no screen.',
        },
      ),
      'no-restricted-syntax': ['error', noBarrels, noNow, noRandomUuid, noLookBehind, ...noNewBuiltIns],
      'no-restricted-properties': ['error', ...noClock],
    },
  },

  // The embedded database knows nothing of Linli.
  {
    files: ['embedded-mongo/src/**/*.ts'],
    ignores: tests,
    rules: {
      [rule]: restrict(server, { regex: '^@linli/', message: 'The database knows nothing of Linli.' }),
    },
  },

  // The server's layers. Later blocks replace the import rule of earlier ones.
  {
    files: ['bff/src/**/*.ts'],
    ignores: tests,
    rules: {
      [rule]: restrict(koa, mongoose, model),
      'no-restricted-syntax': ['error', noBarrels, noNow, noRandomUuid],
      'no-restricted-properties': ['error', noProcessEnv, ...noClock],
    },
  },
  { files: ['bff/src/env.ts'], rules: { 'no-restricted-properties': ['error', ...noClock] } },
  {
    files: ['bff/src/platform/**/*.ts'],
    ignores: tests,
    rules: {
      [rule]: restrict(koa, {
        regex: '/(modules|http)/',
        message: 'platform/ stands to the right of everything.',
      }),
      'no-restricted-syntax': ['error', noBarrels],
      'no-restricted-properties': ['error', noProcessEnv],
    },
  },
  {
    files: ['bff/src/http/**/*.ts', 'bff/src/app.ts'],
    ignores: tests,
    rules: {
      [rule]: restrict(mongoose, model, { regex: '/modules/', message: 'The door knows no feature.' }),
    },
  },
  {
    files: ['bff/src/http/**/*.{repository,model}.ts', 'bff/src/http/rate-limit.ts'],
    rules: { [rule]: restrict(koa) },
  },
  {
    files: ['bff/src/modules/**/*.ts'],
    ignores: tests,
    rules: {
      [rule]: restrict(otherFeature, koa, mongoose, model, doorless, leftmost),
    },
  },
  {
    files: ['bff/src/modules/**/*.service.ts'],
    rules: {
      [rule]: restrict(
        otherFeature,
        koa,
        mongoose,
        model,
        doorless,
        forbid('routes|module|jobs', 'Services decide; what calls them stands to their left.'),
      ),
    },
  },
  {
    files: ['bff/src/modules/**/*.presenter.ts'],
    rules: {
      [rule]: restrict(
        otherFeature,
        koa,
        mongoose,
        model,
        doorless,
        { ...forbid('repository', 'A presenter shows what it is given.'), allowTypeImports: true },
        leftmost,
      ),
    },
  },
  {
    files: ['bff/src/modules/**/*.routes.ts'],
    rules: {
      [rule]: restrict(
        otherFeature,
        mongoose,
        forbid('repository|model|policy|jobs', 'Routes translate: ask the service.'),
      ),
    },
  },
  {
    files: ['bff/src/modules/**/*.{policy,rules}.ts'],
    rules: {
      [rule]: restrict(
        otherFeature,
        koa,
        mongoose,
        model,
        forbid('repository|service|routes|jobs|presenter', 'Policies and rules judge without I/O.'),
        { regex: '/http/', message: 'Policies and rules judge without I/O.' },
      ),
    },
  },
  {
    files: ['bff/src/modules/**/*.repository.ts'],
    rules: {
      [rule]: restrict(
        otherFeature,
        koa,
        forbid('service|policy|routes|jobs|presenter', 'Repositories only store.'),
        {
          regex: '/http/',
          message: 'Repositories only store.',
        },
      ),
    },
  },
  {
    files: ['bff/src/modules/**/*.model.ts'],
    rules: {
      [rule]: restrict(
        otherFeature,
        koa,
        forbid('service|policy|routes|jobs|presenter|repository', 'A model is a shape.'),
      ),
    },
  },
  // The demo seed writes rows of every feature at once, through the seed methods of their repositories.
  {
    files: ['bff/src/modules/demo/**/*.ts'],
    ignores: ['**/*.{routes,policy,repository,model}.ts'],
    rules: { [rule]: restrict(koa, mongoose, model) },
  },

  // The mini-program and the web page.
  {
    files: ['miniapp/src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', noBarrels, noLookBehind, ...noNewBuiltIns],
      [rule]: restrict(
        server,
        { regex: '^node:', message: 'There is no Node on a phone.' },
        {
          regex: '\\.schema$',
          allowTypeImports: true,
          message: 'A schema at run time is for forms (*-form.tsx, *.form.ts) only.',
        },
        { regex: '^@nutui/', message: 'The component library is known to src/ui only.' },
      ),
    },
  },
  {
    files: ['miniapp/src/**/*form*.{ts,tsx}'],
    rules: {
      [rule]: restrict(server, {
        regex: '^@nutui/',
        message: 'The component library is known to src/ui only.',
      }),
    },
  },

  // Programs for people at a terminal print; tests and scripts are no part of the server's layers.
  {
    files: [
      'bff/{scripts,bench}/**',
      'embedded-mongo/{bench,src/cli.ts}',
      'embedded-mongo/bench/**',
      'scripts/**',
      'miniapp/scripts/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: tests,
    rules: { '@typescript-eslint/unbound-method': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
)
