/** The editor as a user handles it: by mouse and keyboard. */
import { expect, type Locator, type Page } from '@playwright/test';

export class EditorPage {
  readonly page: Page;
  readonly runState: Locator;

  constructor(page: Page) {
    this.page = page;
    this.runState = page.getByTestId('run-state');
  }

  /** Opens the editor and waits until the sample is drawn. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.element('mux')).toBeVisible();
  }

  async startEmptyPipeline(): Promise<void> {
    await this.page.keyboard.press('Alt+n');
    await this.page.getByTestId('new-empty').click();
    await expect(this.page.getByTestId('element-box')).toHaveCount(0);
  }

  /** Zooms so that everything is visible and waits until nothing moves any more. */
  async showAll(): Promise<void> {
    await this.page.getByTestId('command-view.fit').click();
    await this.page.getByTestId('canvas').evaluate(async (canvas) => {
      const places = () =>
        [...canvas.querySelectorAll('[data-testid="element-box"]')]
          .map((box) => JSON.stringify(box.getBoundingClientRect()))
          .join();
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      let still = 0;
      for (let before = places(); still < 10; still += 1) {
        await nextFrame();
        const now = places();
        if (now !== before) {
          still = 0;
        }
        before = now;
      }
    });
  }

  element(name: string): Locator {
    return this.page.locator(`[data-testid="element-box"][data-element="${name}"]`);
  }

  pad(element: string, pad: string): Locator {
    return this.page.locator(`[data-pad-element="${element}"][data-pad="${pad}"]`);
  }

  link(id: string): Locator {
    return this.page.locator(`.react-flow__edge[data-id="${id}"]`);
  }

  /** By keyboard alone: search, then Enter for the best hit. */
  async addByKeyboard(factory: string): Promise<void> {
    await this.page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
    await this.page.keyboard.press('/');
    await expect(this.page.getByTestId('palette-search')).toBeFocused();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.type(factory);
    await expect(this.page.getByTestId('palette-item').first()).toHaveAttribute(
      'data-factory',
      factory,
    );
    await this.page.keyboard.press('Enter');
  }

  /** By mouse alone but for the search: drags a palette entry to a place on the canvas. */
  async addByMouse(factory: string, position: { x: number; y: number }): Promise<void> {
    await this.page.getByTestId('palette-search').fill(factory);
    await this.page
      .locator(`[data-testid="palette-item"][data-factory="${factory}"]`)
      .dragTo(this.page.getByTestId('canvas'), { targetPosition: position });
  }

  /** Drags a link from pad to pad. */
  async drawLink(from: Locator, to: Locator): Promise<void> {
    await this.dragBetween(from, to);
    await this.page.mouse.up();
  }

  /** The first half of drawing a link: the mouse button is still down over `to`. */
  async dragBetween(from: Locator, to: Locator): Promise<void> {
    const start = await centreOf(from);
    const end = await centreOf(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
  }

  async select(element: string): Promise<void> {
    await this.element(element).click();
    await expect(this.page.getByTestId('element-name')).toHaveValue(element);
  }

  /** A property of the selected element, in the inspector. */
  property(name: string): Locator {
    return this.page.getByTestId('inspector').locator(`[data-property="${name}"]`);
  }

  async setText(property: string, value: string): Promise<void> {
    await this.property(property).getByRole('textbox').fill(value);
  }

  problem(code: string): Locator {
    return this.page.locator(`[data-testid="problem"][data-code="${code}"]`);
  }

  /** By name, in the dialog that opens documents. */
  async openDocument(name: string): Promise<void> {
    await this.page.keyboard.press('Control+o');
    await this.page.getByTestId('open-entry').filter({ hasText: name }).first().click();
  }

  /** Takes an option of a list of choices. */
  async choose(list: string, option: string): Promise<void> {
    await this.page.getByTestId(list).click();
    await this.page.locator(`[role="option"][data-option="${option}"]`).click();
  }

  /** Drags a palette entry onto a link. */
  async dropOnLink(factory: string, id: string): Promise<void> {
    const [middle, canvas] = await Promise.all([
      this.#middleOfLink(id),
      this.page.getByTestId('canvas').boundingBox(),
    ]);
    await this.addByMouse(factory, {
      x: middle.x - (canvas?.x ?? 0),
      y: middle.y - (canvas?.y ?? 0),
    });
  }

  /** Clicks the middle of a link. */
  async clickLink(id: string): Promise<void> {
    const point = await this.#middleOfLink(id);
    await this.page.mouse.click(point.x, point.y);
  }

  async #middleOfLink(id: string): Promise<{ x: number; y: number }> {
    const path = this.link(id).locator('path').first();
    return await path.evaluate((node) => {
      const line = node as unknown as SVGPathElement;
      const middle = line.getPointAtLength(line.getTotalLength() / 2);
      const matrix = line.getScreenCTM();
      if (!matrix) {
        throw new Error('The link is not drawn.');
      }
      const { x, y } = middle.matrixTransform(matrix);
      return { x, y };
    });
  }

  /** Frames that the preview's <video> has decoded and shown. */
  numDecodedFrames(): Promise<number> {
    return this.page
      .getByTestId('preview-video')
      .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
  }
}

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) {
    throw new Error(`Not on the screen: ${locator}`);
  }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
