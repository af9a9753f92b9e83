/** Rules of one robots.txt that concern one robot. */
export interface RobotsRules {
  allows(pathAndQuery: string): boolean;
}

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

/**
 * Reads robots.txt as RFC 9309 says: the groups that name the robot (all of them together), else
 * the groups for `*`; the longest matching rule decides, and on a tie `allow`. `/robots.txt` itself
 * is always allowed. Unknown lines are passed over.
 * @param robot Product token, compared without case ("AfghanBrief").
 */
export function robotsRules(text: string, robot: string): RobotsRules {
  const own: Rule[] = [];
  const general: Rule[] = [];
  let named = false;
  let targets: Rule[][] = [];
  let inAgents = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const match = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line.replace(/^\ufeff/, ''));
    if (match === null) continue;
    const field = match[1]!.toLowerCase();
    const value = match[2]!.trim();
    if (field === 'user-agent') {
      if (!inAgents) targets = [];
      inAgents = true;
      const token = /^[a-z_-]+|^\*/i.exec(value)?.[0].toLowerCase();
      if (token === '*') targets.push(general);
      else if (token === robot.toLowerCase()) {
        targets.push(own);
        named = true;
      }
    } else if (field === 'allow' || field === 'disallow') {
      inAgents = false;
      if (value === '') continue;
      for (const target of targets) target.push({ allow: field === 'allow', pattern: value });
    }
  }
  const rules = (named ? own : general).map(({ allow, pattern }) => ({
    allow,
    length: normalised(pattern).length,
    pattern: normalised(pattern),
  }));
  return {
    allows(pathAndQuery) {
      const path = normalised(pathAndQuery);
      if (path === '/robots.txt') return true;
      let best: { readonly allow: boolean; readonly length: number } | undefined;
      for (const rule of rules) {
        if (best !== undefined && rule.length < best.length) continue;
        if (best !== undefined && rule.length === best.length && best.allow) continue;
        if (matches(rule.pattern, path)) best = rule;
      }
      return best?.allow ?? true;
    },
  };
}

/** Percent-encoding compared without case, needlessly encoded ASCII letters decoded, others encoded. */
function normalised(path: string): string {
  return path
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const char = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(char) ? char : code.toUpperCase();
    })
    .replace(/[\u0080-\uffff]+/g, (run) => encodeURI(run.toWellFormed()));
}

/** Linear in path and pattern: each part between `*` is taken at its first place, the last at the end when `$`. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...rest] = parts;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    if (anchored && index === rest.length - 1) {
      return path.length - part.length >= at && path.endsWith(part);
    }
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return !anchored || at === path.length;
}
