@echo off
rem Starts ProxmoxMCP from its run-time image on Windows. Standard output belongs to the program.
setlocal DisableDelayedExpansion
set "image=%~dp0.."
set "flags="
for /f "usebackq delims=" %%f in ("%image%\lib\java-flags") do set "flags=%%f"
if not defined flags exit /b 70
rem For one client the start and the memory count, for many the rate, and later flags win. Hashing a long trail
rem takes half of the time. An equals sign parts words here, so --http=ADDRESS is found too.
set "many="
if "%~1"=="serve" for %%a in (%*) do if "%%~a"=="--http" set "many=1"
if "%~1 %~2"=="audit verify" set "many=1"
if defined many set "flags=%flags% -XX:TieredStopAtLevel=4"
rem Settings and state have their places below it.
if not defined HOME set "HOME=%USERPROFILE%"
rem Without its cache the program is only slower.
if exist "%image%\lib\proxmox-mcp.aot" set flags=%flags% "-XX:AOTCache=%image%\lib\proxmox-mcp.aot"
"%image%\bin\java.exe" %flags% "-Dorg.sqlite.lib.path=%image%\lib" -m dev.proxmoxmcp.app/dev.proxmoxmcp.app.Main %*
exit /b %ERRORLEVEL%
