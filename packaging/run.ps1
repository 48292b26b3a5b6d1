# Opens the window on Windows, after setting up what is missing:  powershell -ExecutionPolicy Bypass -File packaging\run.ps1 [LIBRARY]
# Does what run.sh and setup.sh do elsewhere.  Untested: nobody of the team has a Windows machine yet.
$ErrorActionPreference = 'Stop'

$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$lock = Join-Path $PSScriptRoot 'requirements.lock'
$stamp = Join-Path $venv 'requirements.lock.stamp'
$unfinished = Join-Path $venv 'unfinished'

function Stop-With([string] $sentence) {
    [Console]::Error.WriteLine("alongside: $sentence")
    exit 1
}

function Find-Python {
    foreach ($version in '3.13', '3.12', '3.11', '3.14') {
        try { $found = & py "-$version" -c 'import sys; print(sys.executable)' 2>$null } catch { return $null }
        if ($LASTEXITCODE -eq 0) { return $found }
    }
}

function Install-System {
    $wanted = @()
    if (-not (Find-Python)) { $wanted += 'Python.Python.3.13' }
    if (-not (Test-Path "$env:ProgramFiles\VideoLAN\VLC\libvlc.dll")) { $wanted += 'VideoLAN.VLC' }
    foreach ($package in $wanted) {
        if (-not (Get-Command winget -ErrorAction SilentlyContinue)) {
            Stop-With 'VLC (64 bit) and Python 3.11 to 3.14 are needed; install them, then try again'
        }
        Write-Host "alongside: Installing $package"
        winget install --exact --id $package --architecture x64 --accept-package-agreements --accept-source-agreements
        if ($LASTEXITCODE -ne 0) { Stop-With "winget could not install $package" }
    }
}

function Install-Packages {
    if ((Test-Path $unfinished) -or -not (Test-Path $python)) {
        $base = Find-Python
        if (-not $base) { Stop-With 'no Python 3.11 to 3.14 was found; open a new terminal if it was installed just now' }
        & $base -m venv --clear $venv
        if ($LASTEXITCODE -ne 0) { Stop-With "$venv cannot be made" }
    }
    New-Item -ItemType File -Force $unfinished | Out-Null
    Write-Host 'alongside: Installing the Python packages'
    & $python -m pip install --no-input --disable-pip-version-check --only-binary ':all:' --require-hashes -r $lock
    if ($LASTEXITCODE -ne 0) { Stop-With 'pip could not install the packages; what it wrote above says why' }
    & $python -m pip install --no-input --disable-pip-version-check --quiet --no-index --no-deps --no-build-isolation --editable $root
    if ($LASTEXITCODE -ne 0) { Stop-With 'pip could not install the project' }
    Remove-Item $unfinished
}

$made = (Get-FileHash $lock).Hash + (Get-FileHash (Join-Path $root 'pyproject.toml')).Hash + $root
$noted = if (Test-Path $stamp) { (Get-Content -Raw $stamp).Trim() }
if ($noted -ne $made -or -not (Test-Path $python)) {
    if (-not $env:SKIP_SYSTEM) { Install-System }
    Install-Packages
    Set-Content $stamp $made
}
& (Join-Path $venv 'Scripts\alongside.exe') @args
exit $LASTEXITCODE
