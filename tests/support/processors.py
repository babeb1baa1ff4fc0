"""An environment in which a program uses less of the processor, as on an older machine.

NumPy, the C library, BLAS and the compiler each choose code by processor; here they are told that
it can do less than it does.
"""

from __future__ import annotations

import platform
from typing import Final

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

IS_X86: Final = platform.machine() in ("x86_64", "AMD64")

# NumPy refuses features that it was not built for, and warns of those that are not there.
_DISPATCHED = " ".join(name for name in __cpu_dispatch__ if __cpu_features__[name])

PLAIN_LIBRARIES: Final = {
    "NPY_DISABLE_CPU_FEATURES": _DISPATCHED,
    # Without fused multiply-add, the elementary functions of the GNU C library are others.
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable",
    "OPENBLAS_CORETYPE": "Nehalem",
    "ARROW_USER_SIMD_LEVEL": "NONE",
}

PLAIN_COMPILER: Final = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
