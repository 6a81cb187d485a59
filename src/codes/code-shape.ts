/** What a number shows of itself, known or not: who gave it and how bad it is. */
export interface CodeShape {
  readonly form: 'plain number' | 'NTSTATUS' | 'HRESULT' | 'HRESULT that wraps an NTSTATUS';
  readonly severity?: 'success' | 'information' | 'warning' | 'error';
  /** The part of Windows that the number belongs to; its number where we have no name. */
  readonly facility?: string;
  /** The number inside the facility. */
  readonly number?: number;
  /** Made by a program that is not part of Windows. */
  readonly customer?: boolean;
}

/** [MS-ERREF] 2.1. */
const hresultFacilities: Readonly<Record<number, string>> = {
  0: 'general',
  1: 'RPC',
  2: 'COM dispatch',
  3: 'storage',
  4: 'a COM interface of its own',
  7: 'Win32',
  8: 'Windows',
  9: 'security (SSPI, keys)',
  10: 'control',
  11: 'certificates',
  12: 'internet',
  15: 'device setup',
  16: 'smart card',
  25: 'HTTP',
};

/** [MS-ERREF] 2.3. */
const ntstatusFacilities: Readonly<Record<number, string>> = {
  0: 'general',
  1: 'debugger',
  2: 'RPC runtime',
  3: 'RPC stubs',
  4: 'input and output',
  7: 'Win32',
  10: 'Terminal Services',
  16: 'USB',
  19: 'cluster',
  27: 'video',
  30: 'graphics kernel',
  53: 'hypervisor',
  54: 'IPsec',
};

const severities = ['success', 'information', 'warning', 'error'] as const;

/** Takes a number apart by the layouts of NTSTATUS and HRESULT; small numbers have no parts. */
export function codeShape(code: number): CodeShape {
  const unsigned = code >>> 0;
  if (unsigned < 0x10000000) return { form: 'plain number' };
  const customer = (unsigned & 0x20000000) !== 0;
  const number = unsigned & 0xffff;
  const nibble = unsigned >>> 28;
  if (nibble === 0xd) {
    return {
      form: 'HRESULT that wraps an NTSTATUS',
      severity: 'error',
      ...ntstatusPart(unsigned),
      number,
    };
  }
  // Both layouts have their severity on top; failures of HRESULT start with 8, those of NTSTATUS with C.
  if (nibble >= 0xc || (nibble >= 4 && nibble < 8)) {
    const severity = severities[unsigned >>> 30] ?? 'error';
    return { form: 'NTSTATUS', severity, ...ntstatusPart(unsigned), number, customer };
  }
  if (nibble < 4) return { form: 'plain number' };
  const facility = (unsigned >>> 16) & 0x7ff;
  return {
    form: 'HRESULT',
    severity: 'error',
    facility: hresultFacilities[facility] ?? String(facility),
    number,
    customer,
  };
}

function ntstatusPart(unsigned: number): { readonly facility: string } {
  const facility = (unsigned >>> 16) & 0xfff;
  return { facility: ntstatusFacilities[facility] ?? String(facility) };
}
