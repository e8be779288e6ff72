export default definePageConfig({
  navigationBarTitleText: '议事表决',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
