// A person at the approval page, in a real browser: what he sees, what he can do, and what somebody else's page
// can do with his session. Prints one line for each check; ends with 1 if one fails.
//   walk.mjs CHROMIUM PAGES PLAN-TO-APPROVE PLAN-TO-DENY PICTURES
// The passphrase is in $APPROVAL.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [executablePath, pages, approved, denied, pictures] = process.argv.slice(2);
const passphrase = process.env.APPROVAL;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let failures = 0;

function check(what, holds, why = "") {
  console.log(`${holds ? "ok     " : "FAILED "} ${what}${holds || !why ? "" : `: ${why}`}`);
  if (!holds) failures++;
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const person = { viewport: { width: 900, height: 640 }, javaScriptEnabled: false };
const context = await browser.newContext(person);
const page = await context.newPage();
const foreign = [];
page.on("request", (request) => {
  if (!request.url().startsWith(new URL(pages).origin)) foreign.push(request.url());
});
const picture = (name, of = page) => of.screenshot({ path: `${pictures}/${name}.png` });
const text = (of = page) => of.locator("body").innerText();

async function login(of, typed) {
  await of.getByLabel("Approval passphrase").fill(typed);
  await of.getByRole("button", { name: "Log in" }).click();
}

// --- a person, without scripts --------------------------------------------------------------------

await page.goto(pages);
check("a stranger is asked for the passphrase", (await page.title()) === "Log in to approve · ProxmoxMCP");
await picture("approval-login");
await login(page, "not the passphrase");
check("a wrong one is told so", (await page.getByRole("alert").innerText()).length > 0);
check("and shows no plan", !(await text()).includes(approved));
await login(page, passphrase);
check("with the right one he sees what waits", (await text()).includes("stop of VM 101"), await text());
await page.getByRole("link", { name: /stop of VM 101/ }).click();
check("a plan shows its steps and its undo", /POST .*status\/stop/.test(await text()) && (await text()).includes("Undo:"));
await picture("approval-plan");

// --- by the keyboard alone ------------------------------------------------------------------------

const reached = [];
for (let step = 0; step < 6; step++) {
  await page.keyboard.press("Tab");
  reached.push((await page.locator("*:focus").innerText({ timeout: 1000 }).catch(() => "")).trim());
}
check("Tab reaches both buttons", reached.includes("Approve") && reached.includes("Deny"), reached.join(", "));

// --- on a telephone, and in the dark --------------------------------------------------------------

await page.setViewportSize({ width: 360, height: 740 });
await picture("approval-plan-narrow");
await page.setViewportSize(person.viewport);
await page.emulateMedia({ colorScheme: "dark" });
await picture("approval-plan-dark");
await page.emulateMedia({ colorScheme: "light" });

// --- a page of somebody else ----------------------------------------------------------------------

const evil = createServer((request, response) => {
  response.setHeader("Content-Type", "text/html");
  response.end(
    request.url === "/frame"
      ? `<iframe src="${pages}/${approved}" width="800" height="500"></iframe>`
      : `<form method="post" action="${pages}/${approved}/approve"><button>Win a prize</button></form>`,
  );
}).listen(0, "127.0.0.1");
await new Promise((listening) => evil.once("listening", listening));
const trap = await context.newPage();
const elsewhere = `http://127.0.0.1:${evil.address().port}`;
await trap.goto(`${elsewhere}/frame`);
await trap.waitForLoadState("networkidle");
const framed = trap.frames()[1];
const shown = framed ? await framed.content().catch(() => "") : "";
check("it is not shown in a frame of another page", !shown.includes("Approve"));
await trap.goto(`${elsewhere}/form`);
await trap.getByRole("button").click();
check("a form of another page approves nothing", !(await text(trap)).includes("Approved"), await text(trap));
await trap.close();
evil.close();
await page.reload();
check("the plan still waits", (await page.getByRole("button", { name: "Approve" }).count()) === 1);

// --- the decision ---------------------------------------------------------------------------------

await page.getByRole("button", { name: "Approve" }).click();
check("he approves it", /approved/i.test(await text()), await text());
await page.goBack();
await page.reload();
check("it cannot be approved again", (await page.getByRole("button", { name: "Approve" }).count()) === 0);
await page.goto(`${pages}/${denied}`);
await page.getByRole("button", { name: "Deny" }).click();
check("he denies another", /denied/i.test(await text()), await text());
await page.goto(pages);
await page.getByRole("button", { name: "Log out" }).click();
await page.goto(`${pages}/${approved}`);
check("logged out he sees no plan", !(await text()).includes("status/stop"));
check("nothing was asked of anybody else", foreign.length === 0, foreign.join(" "));

// --- for people who cannot see it: by axe, in a context that may run it ---------------------------

const tested = await browser.newContext({ bypassCSP: true });
const sheet = await tested.newPage();
await sheet.goto(pages);
for (const name of ["log-in", "list"]) {
  await sheet.evaluate(axe);
  const { violations } = await sheet.evaluate("axe.run()");
  check(`axe finds nothing to mend at the ${name}`, violations.length === 0, violations.map((one) => one.help).join("; "));
  if (name === "log-in") await login(sheet, passphrase);
}
await browser.close();
process.exit(failures === 0 ? 0 : 1);
