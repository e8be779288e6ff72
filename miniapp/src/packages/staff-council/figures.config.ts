export default definePageConfig({
  navigationBarTitleText: '议事规则',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
